// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.CorruptDataException;

/**
 * The parents of the rows of a block.
 *
 * @param rows row of the parent; {@link RowOrder#NO_PARENT}; or -2 minus the place in {@code far}
 * @param far span ids of parents that are not in the block
 */
record Parents(int[] rows, long[] far) {
    static Parents decode(int[] tokens, long[] far) {
        int next = 0;
        for (int row = 0; row < tokens.length; row++) {
            int token = tokens[row];
            if (token == 0) {
                tokens[row] = RowOrder.NO_PARENT;
            } else if (token == 1) {
                tokens[row] = RowOrder.FAR_PARENT - next++;
            } else {
                int zigzag = token - 2;
                int parent = row - ((zigzag >>> 1) ^ -(zigzag & 1));
                if (parent < 0 || parent >= tokens.length) {
                    throw new CorruptDataException("row " + row + " has the parent " + parent);
                }
                tokens[row] = parent;
            }
        }
        if (next != far.length) {
            throw new CorruptDataException("rows have " + next + " far parents, not " + far.length);
        }
        return new Parents(tokens, far);
    }

    /** 0 for none. */
    long id(int row, Block block) {
        int parent = rows[row];
        if (parent >= 0) {
            return block.spanId(parent);
        }
        return parent == RowOrder.NO_PARENT ? 0 : far[RowOrder.FAR_PARENT - parent];
    }

    long memory() {
        return 4L * rows.length + 8L * far.length;
    }
}
