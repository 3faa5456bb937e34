// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.compare;

import java.util.Locale;

/** The difference of a span between trace A and trace B. */
public enum Change {
    /** In both, and about as long. */
    SAME,
    /** In both, and longer in B. */
    SLOWER,
    /** In both, and shorter in B. */
    FASTER,
    /** Only in B. */
    ADDED,
    /** Only in A. */
    REMOVED;

    /** Returns the name in the API: in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
