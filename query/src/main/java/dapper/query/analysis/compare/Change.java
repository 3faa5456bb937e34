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

    /** A difference of two durations counts from this share of the longer one on. */
    private static final double LEAST_RATIO = 0.1;
    /** And from this share of the longer trace on. */
    private static final double LEAST_SHARE = 0.01;

    /**
     * Returns the change of a span that is in both.
     *
     * @param longerNanos duration of the longer root
     */
    static Change between(long before, long after, long longerNanos) {
        double difference = Math.abs((double) after - before);
        if (difference == 0
                || difference < LEAST_RATIO * Math.max(before, after)
                || difference < LEAST_SHARE * longerNanos) {
            return SAME;
        }
        return after > before ? SLOWER : FASTER;
    }

    /** Returns the name in the API: in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
