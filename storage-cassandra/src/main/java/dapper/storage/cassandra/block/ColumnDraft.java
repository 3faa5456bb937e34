// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import java.util.Arrays;
import java.util.List;

/** A column while its block is collected: rows in the order of their arrival. Used by one thread. */
final class ColumnDraft {
    private final Interner<Object> values = new Interner<>();
    /** The number of the value plus 1; 0, also beyond the end, for rows without a value. */
    private int[] codes = new int[16];

    void set(int row, Object value) {
        setCode(row, codeOf(Values.storable(value)));
    }

    /** Returns the code of a value, for {@link #setCode}. */
    int codeOf(Object storable) {
        return values.id(storable) + 1;
    }

    void setCode(int row, int code) {
        if (row >= codes.length) {
            codes = Arrays.copyOf(codes, Math.max(row + 1, 2 * codes.length));
        }
        codes[row] = code;
    }

    /** 0 for a row without a value. */
    int code(int row) {
        return row < codes.length ? codes[row] : 0;
    }

    /**
     * Returns the form in which {@link Codes} are stored, and fills the dictionary that belongs to it.
     *
     * @param order for each row of the block the row here
     */
    int[] tokens(int[] order, List<Object> dictionary) {
        int[] numbers = new int[values.size() + 1];
        int[] tokens = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            int code = code(order[i]);
            if (code == 0) {
                continue;
            }
            if (numbers[code] == 0) {
                dictionary.add(values.value(code - 1));
                numbers[code] = dictionary.size();
                tokens[i] = 1;
            } else {
                tokens[i] = numbers[code] + 1;
            }
        }
        return tokens;
    }
}
