// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.clock;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Solves the bounds between pairs of clocks for all clocks together, as a system of difference constraints: by the passes of
 * Bellman and Ford, there and back, of which one or two are enough where the pairs are in the order of the calls. Clock 0 is
 * the reference, which is never ahead.
 *
 * <p>The solutions are a lattice: of two, the greater value of each clock is a solution too. So there is a greatest one
 * ({@code most}), a least one ({@code least}), and a greatest one among those that nowhere exceed {@code max(0, least)}.
 * That one moves a clock only as far as the bounds demand, and none if all clocks may show the same time.
 */
final class ClockOffsets {
    /** A pair of clocks by their numbers. */
    record Constraint(int caller, int called, Bounds ahead) {
        Constraint with(Bounds other) {
            return new Constraint(caller, called, other);
        }
    }

    /** Bounds the time where many clocks contradict each other. */
    static final long MOST_STEPS = 20_000_000;

    static final ClockOffsets NONE = new ClockOffsets(1, List.of());

    private final List<Constraint> constraints;
    private final long[] least;
    private final long[] most;
    private final long[] chosen;

    private ClockOffsets(int clocks, List<Constraint> constraints) {
        this.constraints = constraints;
        this.least = unknown(clocks, -Bounds.UNKNOWN);
        this.most = unknown(clocks, Bounds.UNKNOWN);
        this.chosen = new long[clocks];
    }

    private static long[] unknown(int clocks, long value) {
        long[] offsets = new long[clocks];
        Arrays.fill(offsets, 1, clocks, value);
        return offsets;
    }

    /** Returns null if the bounds contradict each other, or if that is not decided within the most steps. */
    static @Nullable ClockOffsets of(int clocks, List<Constraint> constraints) {
        ClockOffsets offsets = new ClockOffsets(clocks, constraints);
        return offsets.solve() ? offsets : null;
    }

    private boolean solve() {
        if (!raise(least) || !lower(most)) {
            return false;
        }
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = Math.max(0, least[i]);
        }
        return lower(chosen);
    }

    /** Lowers each value to the greatest that the values of the others allow. */
    private boolean lower(long[] offsets) {
        for (long pass = 0; pass <= passes(); pass++) {
            boolean changed = false;
            for (int step = 0; step < 2 * constraints.size(); step++) {
                Constraint pair = thereAndBack(step);
                changed |= lower(offsets, pair.called, Bounds.sum(offsets[pair.caller], pair.ahead.most()));
                changed |= lower(offsets, pair.caller, Bounds.sum(offsets[pair.called], -pair.ahead.least()));
            }
            if (!changed) {
                return true;
            }
        }
        return false;
    }

    private static boolean lower(long[] offsets, int clock, long value) {
        boolean lower = value < offsets[clock];
        offsets[clock] = lower ? value : offsets[clock];
        return lower;
    }

    /** Raises each value to the least that the values of the others allow. */
    private boolean raise(long[] offsets) {
        for (long pass = 0; pass <= passes(); pass++) {
            boolean changed = false;
            for (int step = 0; step < 2 * constraints.size(); step++) {
                Constraint pair = thereAndBack(step);
                changed |= raise(offsets, pair.called, Bounds.sum(offsets[pair.caller], pair.ahead.least()));
                changed |= raise(offsets, pair.caller, Bounds.sum(offsets[pair.called], -pair.ahead.most()));
            }
            if (!changed) {
                return true;
            }
        }
        return false;
    }

    private static boolean raise(long[] offsets, int clock, long value) {
        boolean higher = value > offsets[clock];
        offsets[clock] = higher ? value : offsets[clock];
        return higher;
    }

    private Constraint thereAndBack(int step) {
        int last = constraints.size() - 1;
        return constraints.get(step <= last ? step : 2 * last + 1 - step);
    }

    /** More passes than clocks find nothing new without a contradiction. */
    private long passes() {
        return Math.min(chosen.length, 1 + MOST_STEPS / Math.max(1, constraints.size()));
    }

    /** Returns how far a clock is ahead of clock 0, by all pairs together. */
    Bounds ahead(int clock) {
        return new Bounds(least[clock], most[clock]);
    }

    /** Returns how far a clock is ahead of clock 0 if no clock is further off than the bounds demand. */
    long chosen(int clock) {
        return chosen[clock];
    }
}
