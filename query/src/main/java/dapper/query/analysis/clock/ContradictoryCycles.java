// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.clock;

import dapper.query.analysis.clock.ClockOffsets.Constraint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds pairs of clocks whose bounds contradict each other, though each is possible by itself: cycles around which the
 * differences cannot add up to nothing. The passes of Bellman and Ford would go on around such a cycle for ever. Each clock
 * remembers the pair that has lowered it last, and these pairs form a circle where there is a contradiction, and only there.
 */
final class ContradictoryCycles {
    private final int clocks;
    private long stepsLeft = ClockOffsets.MOST_STEPS;

    ContradictoryCycles(int clocks) {
        this.clocks = clocks;
    }

    /**
     * Returns the positions of the constraints on some of the cycles, which have no clock in common; empty if there is no
     * contradiction. Null if that is not decided within the most steps of all calls together.
     */
    @Nullable
    List<List<Integer>> in(List<Constraint> constraints) {
        Lowered lowered = new Lowered(clocks);
        while (stepsLeft >= 0) {
            stepsLeft -= Math.max(1, 2L * constraints.size());
            if (!lowered.pass(constraints)) {
                return List.of();
            }
            List<List<Integer>> cycles = lowered.cycles();
            if (!cycles.isEmpty()) {
                return cycles;
            }
        }
        return null;
    }

    /** Offsets that the constraints lower from 0, each with what has lowered it last. */
    private static final class Lowered {
        private static final int NONE = -1;

        private final long[] offsets;
        /** Position of the constraint. */
        private final int[] by;
        /** The other clock of the constraint. */
        private final int[] from;

        Lowered(int clocks) {
            offsets = new long[clocks];
            by = filled(clocks);
            from = filled(clocks);
        }

        private static int[] filled(int clocks) {
            int[] none = new int[clocks];
            Arrays.fill(none, NONE);
            return none;
        }

        /** Goes through all constraints there and back. Returns whether one has lowered an offset. */
        boolean pass(List<Constraint> constraints) {
            boolean changed = false;
            int count = constraints.size();
            for (int step = 0; step < 2 * count; step++) {
                int i = step < count ? step : 2 * count - 1 - step;
                Constraint pair = constraints.get(i);
                changed |= lower(pair.called(), pair.caller(), pair.ahead().most(), i);
                changed |= lower(pair.caller(), pair.called(), -pair.ahead().least(), i);
            }
            return changed;
        }

        /** @param most how far the clock may be ahead of the other one */
        private boolean lower(int clock, int other, long most, int constraint) {
            long value = Bounds.sum(offsets[other], most);
            if (most == Bounds.UNKNOWN || value >= offsets[clock]) {
                return false;
            }
            offsets[clock] = value;
            by[clock] = constraint;
            from[clock] = other;
            return true;
        }

        /** Follows each clock back, once. */
        List<List<Integer>> cycles() {
            int[] visitedFrom = filled(from.length);
            List<List<Integer>> cycles = new ArrayList<>();
            for (int start = 0; start < from.length; start++) {
                int clock = start;
                while (clock != NONE && visitedFrom[clock] == NONE) {
                    visitedFrom[clock] = start;
                    clock = from[clock];
                }
                if (clock != NONE && visitedFrom[clock] == start) {
                    cycles.add(cycle(clock));
                }
            }
            return cycles;
        }

        private List<Integer> cycle(int begin) {
            List<Integer> constraints = new ArrayList<>();
            int clock = begin;
            do {
                constraints.add(by[clock]);
                clock = from[clock];
            } while (clock != begin);
            return constraints;
        }
    }
}
