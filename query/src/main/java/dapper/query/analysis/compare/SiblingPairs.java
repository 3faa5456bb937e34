// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.compare;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/** The pairs of siblings of tree A and siblings of tree B, each given as positions in reading order. */
final class SiblingPairs {
    private static final int NONE = DiffLine.NONE;

    private final int[] siblingsA;
    private final int[] siblingsB;
    /** For each index in A the index of its partner in B. */
    private final int[] partners;

    private final boolean[] taken;

    SiblingPairs(int[] siblingsA, int[] siblingsB) {
        this.siblingsA = siblingsA;
        this.siblingsB = siblingsB;
        this.partners = new int[siblingsA.length];
        this.taken = new boolean[siblingsB.length];
        Arrays.fill(partners, NONE);
    }

    /** Makes pairs of those that have no partner yet: of equal values, the first of A with the first of B, and so on. */
    void pairBy(IntToLongFunction valueOfA, IntToLongFunction valueOfB) {
        Map<Long, Deque<Integer>> free = new HashMap<>();
        for (int i = 0; i < siblingsB.length; i++) {
            if (!taken[i]) {
                free.computeIfAbsent(valueOfB.applyAsLong(siblingsB[i]), value -> new ArrayDeque<>(1))
                        .add(i);
            }
        }
        for (int i = 0; i < siblingsA.length && !free.isEmpty(); i++) {
            Deque<Integer> equal = partners[i] == NONE ? free.get(valueOfA.applyAsLong(siblingsA[i])) : null;
            if (equal != null && !equal.isEmpty()) {
                partners[i] = equal.remove();
                taken[partners[i]] = true;
            }
        }
    }

    /**
     * Returns all siblings, in the order of A. Those that are only in B stand before the partner of the sibling that
     * follows them in B, or last.
     */
    Deque<DiffLine> lines(int depth) {
        Deque<DiffLine> lines = new ArrayDeque<>(siblingsA.length + siblingsB.length);
        int next = 0;
        for (int i = 0; i < siblingsA.length; i++) {
            next = addOnlyInB(next, partners[i], depth, lines);
            lines.add(new DiffLine(depth, siblingsA[i], partners[i] == NONE ? NONE : siblingsB[partners[i]]));
        }
        addOnlyInB(next, siblingsB.length, depth, lines);
        return lines;
    }

    private int addOnlyInB(int from, int to, int depth, Deque<DiffLine> lines) {
        for (int i = from; i < to; i++) {
            if (!taken[i]) {
                lines.add(new DiffLine(depth, NONE, siblingsB[i]));
            }
        }
        return Math.max(from, to);
    }
}
