// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Relations between the spans of a block. They are complete only for spans whose parent is in the same block; a search
 * must look up the others by trace and span id ({@link Block#parentId}).
 */
public final class Structure {
    /** Ends the way up where spans are their own ancestors. */
    private static final int MOST_STEPS = 1_000;

    private final int[] parents;

    public Structure(Block block) {
        this(block.parents().rows());
    }

    /** @param parents as {@link Parents} has them */
    Structure(int[] parents) {
        this.parents = parents;
    }

    /** Those of {@code candidates} whose parent is one of {@code parents}: TraceQL's {@code {parents} > {candidates}}. */
    public BitSet children(BitSet parents, BitSet candidates) {
        BitSet children = new BitSet(this.parents.length);
        for (int row = candidates.nextSetBit(0); row >= 0; row = candidates.nextSetBit(row + 1)) {
            int parent = this.parents[row];
            if (parent >= 0 && parents.get(parent)) {
                children.set(row);
            }
        }
        return children;
    }

    /** Those of {@code candidates} below one of {@code ancestors}: TraceQL's {@code {ancestors} >> {candidates}}. */
    public BitSet descendants(BitSet ancestors, BitSet candidates) {
        BitSet below = new BitSet(parents.length);
        BitSet visited = new BitSet(parents.length);
        int[] path = new int[16];
        BitSet result = new BitSet(parents.length);
        for (int row = candidates.nextSetBit(0); row >= 0; row = candidates.nextSetBit(row + 1)) {
            int length = 0;
            int at = row;
            // A span may be its own ancestor in wrong data: each row is visited once, so the loop ends.
            while (at >= 0 && !visited.get(at)) {
                visited.set(at);
                if (length == path.length) {
                    path = Arrays.copyOf(path, 2 * length);
                }
                path[length++] = at;
                at = parents[at];
            }
            boolean found = at >= 0 && (ancestors.get(at) || below.get(at));
            while (length > 0) {
                int passed = path[--length];
                below.set(passed, found);
                found |= ancestors.get(passed);
            }
            if (below.get(row)) {
                result.set(row);
            }
        }
        return result;
    }

    /** Those of {@code candidates} with an ancestor that is not in this block, or with very many ancestors. */
    public BitSet undecidedDescendants(BitSet candidates) {
        BitSet undecided = new BitSet(parents.length);
        for (int row = candidates.nextSetBit(0); row >= 0; row = candidates.nextSetBit(row + 1)) {
            int at = row;
            int steps = 0;
            while (at >= 0 && steps++ < MOST_STEPS) {
                at = parents[at];
            }
            if (at != RowOrder.NO_PARENT) {
                undecided.set(row);
            }
        }
        return undecided;
    }

    /** Those of {@code candidates} whose parent is not in this block. */
    public BitSet undecided(BitSet candidates) {
        BitSet undecided = new BitSet(parents.length);
        for (int row = candidates.nextSetBit(0); row >= 0; row = candidates.nextSetBit(row + 1)) {
            if (parents[row] <= RowOrder.FAR_PARENT) {
                undecided.set(row);
            }
        }
        return undecided;
    }
}
