// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis;

import java.util.Locale;

/** What is odd about a stored span. It is kept as it was sent; this is for the person who looks at it. */
public enum SpanOddity {
    /** Its end is before its start; it is shown with a duration of 0. */
    END_BEFORE_START,
    /** Its end is 0, which senders write that have none; it is shown with a duration of 0. */
    NO_END,
    /** Its start or end is in no year from 2000 to 2099; it is shown where the trace is. */
    ODD_TIME,
    /** It names itself as its parent; it is shown as a top-level node. */
    OWN_PARENT,
    /** Another span of the trace has the same id and kind, and another content. */
    DUPLICATE,
    /** Its parents lead back to itself, and it is the one that is shown as a top-level node. */
    CYCLE,
    /** It had not ended when it was sent, and nothing newer is stored. */
    UNFINISHED;

    /** As the API writes it: in lower case, with hyphens. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
