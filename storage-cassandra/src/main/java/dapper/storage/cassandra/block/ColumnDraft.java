// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A column while its block is collected: rows in the order of their arrival. Used by one thread. */
final class ColumnDraft {
    /** A column in the order of its block, before compression. */
    record Ordered(List<Object> dictionary, byte[] values, byte[] codes) {}

    private final Interner<Object> values = new Interner<>();
    /** The number of the value plus 1; 0, also beyond the end, for rows without a value. */
    private int[] codes = new int[16];

    void set(int row, Object value) {
        setCode(row, code(Dictionary.storable(value)));
    }

    /** Returns the code of a value, for {@link #setCode}. */
    int code(Object storable) {
        return values.id(storable) + 1;
    }

    void setCode(int row, int code) {
        if (row >= codes.length) {
            codes = Arrays.copyOf(codes, Math.max(row + 1, 2 * codes.length));
        }
        codes[row] = code;
    }

    /** @param order for each row of the block the row here */
    Ordered ordered(int[] order) {
        int[] numbers = new int[values.size() + 1];
        int[] tokens = new int[order.length];
        List<Object> dictionary = new ArrayList<>(values.size());
        for (int i = 0; i < order.length; i++) {
            int code = order[i] < codes.length ? codes[order[i]] : 0;
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
        return new Ordered(dictionary, Dictionary.encode(dictionary), Planes.encode(tokens));
    }
}
