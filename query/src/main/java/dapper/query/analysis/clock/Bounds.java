// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.clock;

/**
 * How far one clock is ahead of another, in nanoseconds: no less than {@code least}, no more than {@code most}. Without
 * a lower bound {@code least} is -{@link #UNKNOWN}, without an upper one {@code most} is {@link #UNKNOWN}. Contradictory
 * if {@code least} is above {@code most}.
 */
public record Bounds(long least, long most) {
    /** Far above 100 years; the sum of two is a long. */
    public static final long UNKNOWN = Long.MAX_VALUE / 2;

    /** Timestamps are no more precise than that: many senders cut them to milliseconds. */
    static final long PRECISION = 1_000_000;

    /**
     * A server that has answered still closes the request, writes a log and waits for a processor before its span ends, and its
     * caller may have the answer meanwhile. So a smaller difference counts as none.
     */
    static final long AFTER_ANSWER = 10_000_000;

    static final Bounds NONE = new Bounds(-UNKNOWN, UNKNOWN);
    public static final Bounds SAME = new Bounds(0, 0);

    Bounds and(Bounds other) {
        return new Bounds(Math.max(least, other.least), Math.min(most, other.most));
    }

    /** Returns how far the other clock is ahead of the one. */
    Bounds reversed() {
        return new Bounds(-most, -least);
    }

    Bounds wider(long nanos) {
        return new Bounds(sum(least, -nanos), sum(most, nanos));
    }

    public boolean isContradictory() {
        return least > most;
    }

    /** Returns whether the two clocks cannot have shown the same time. */
    public boolean differ() {
        return !isContradictory() && (least >= AFTER_ANSWER || most <= -AFTER_ANSWER);
    }

    /** Bounds that miss each other by no more than that become the range between them. */
    Bounds settled() {
        return isContradictory() && least - most <= AFTER_ANSWER
                ? new Bounds(/* least= */ most, /* most= */ least)
                : this;
    }

    /** Returns the sum of two bounds; an unknown one stays unknown. */
    static long sum(long a, long b) {
        if (Math.abs(a) == UNKNOWN || Math.abs(b) == UNKNOWN) {
            return Math.abs(a) == UNKNOWN ? a : b;
        }
        return Math.max(-UNKNOWN, Math.min(UNKNOWN, a + b));
    }
}
