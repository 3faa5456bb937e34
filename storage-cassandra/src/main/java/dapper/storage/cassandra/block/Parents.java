// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.CorruptDataException;

/**
 * The parents of the rows of a block.
 *
 * <p>{@code rows} has for each row the row of its parent; {@link RowOrder#NO_PARENT}; or -2 minus the place in
 * {@code far}, the span ids of parents that are not in the block.
 */
final class Parents {
    private final int[] rows;
    private final long[] far;

    private Parents(int[] rows, long[] far) {
        this.rows = rows;
        this.far = far;
    }

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

    int[] rows() {
        return rows;
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
