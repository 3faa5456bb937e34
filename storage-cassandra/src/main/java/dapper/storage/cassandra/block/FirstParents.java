// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.CorruptDataException;

/** The parents of a block of format 1, which had all span ids, and references from spans to their parents' rows. */
final class FirstParents {
    private FirstParents() {}

    /**
     * Returns the hashes of the parents.
     *
     * @param tokens for each row: 0 for no parent, 1 for the next of {@code far}, 2 and more for a row of the block
     * @param spanHashes of the rows
     * @param far span ids of parents that are not in the block
     */
    static int[] hashes(int[] tokens, int[] spanHashes, long[] far) {
        int[] hashes = new int[tokens.length];
        int next = 0;
        for (int row = 0; row < tokens.length; row++) {
            int token = tokens[row];
            if (token == 1) {
                if (next == far.length) {
                    throw new CorruptDataException("more rows have far parents than there are: " + far.length);
                }
                hashes[row] = IdHash.of(far[next++]);
            } else if (token != 0) {
                int zigzag = token - 2;
                int parent = row - ((zigzag >>> 1) ^ -(zigzag & 1));
                if (parent < 0 || parent >= tokens.length) {
                    throw new CorruptDataException("row " + row + " has the parent " + parent);
                }
                hashes[row] = spanHashes[parent];
            }
        }
        return hashes;
    }
}
