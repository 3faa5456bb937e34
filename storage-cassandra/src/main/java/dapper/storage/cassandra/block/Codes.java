// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.CorruptDataException;
import java.util.BitSet;

/**
 * For each row of a column the number of its value in the {@link Dictionary}, from 1; 0 for a row without a value. Held
 * in as few bytes as the number of values allows.
 *
 * <p>Stored as 0 for a row without a value, 1 for the first row with the next value of the dictionary, and the number
 * plus 1 for a value that was there before. So a column of different values only, such as ids, becomes a run of ones.
 */
sealed interface Codes {
    int at(int row);

    int size();

    long memory();

    /** Rows with a code for which {@code matching} is 1. */
    default BitSet rows(byte[] matching) {
        int size = size();
        long[] words = new long[(size + 63) / 64];
        for (int word = 0, row = 0; word < words.length; word++) {
            words[word] = word(matching, row, Math.min(64, size - row));
            row += 64;
        }
        return BitSet.valueOf(words);
    }

    /** Bit i is that of row {@code from + i}. */
    long word(byte[] matching, int from, int length);

    static Codes decode(byte[] planes, int rows, int values) {
        int[] codes = Planes.ints(planes, rows);
        int seen = 0;
        for (int row = 0; row < rows; row++) {
            int token = codes[row];
            if (token == 1) {
                codes[row] = ++seen;
            } else if (token != 0) {
                if (token < 0 || token - 1 > seen) {
                    throw new CorruptDataException("a row has value " + token + " of " + seen);
                }
                codes[row] = token - 1;
            }
        }
        if (seen != values) {
            throw new CorruptDataException("rows have " + seen + " values, the dictionary " + values);
        }
        return compact(codes, values);
    }

    static Codes compact(int[] codes, int values) {
        if (values <= 0xFF) {
            byte[] bytes = new byte[codes.length];
            for (int row = 0; row < codes.length; row++) {
                bytes[row] = (byte) codes[row];
            }
            return new Bytes(bytes);
        }
        if (values <= 0xFFFF) {
            char[] chars = new char[codes.length];
            for (int row = 0; row < codes.length; row++) {
                chars[row] = (char) codes[row];
            }
            return new Chars(chars);
        }
        return new Ints(codes);
    }

    final class Bytes implements Codes {
        private final byte[] codes;

        private Bytes(byte[] codes) {
            this.codes = codes;
        }

        @Override
        public int at(int row) {
            return codes[row] & 0xFF;
        }

        @Override
        public int size() {
            return codes.length;
        }

        @Override
        public long memory() {
            return codes.length;
        }

        @Override
        public long word(byte[] matching, int from, int length) {
            long word = 0;
            for (int i = 0; i < length; i++) {
                word |= (long) matching[codes[from + i] & 0xFF] << i;
            }
            return word;
        }
    }

    final class Chars implements Codes {
        private final char[] codes;

        private Chars(char[] codes) {
            this.codes = codes;
        }

        @Override
        public int at(int row) {
            return codes[row];
        }

        @Override
        public int size() {
            return codes.length;
        }

        @Override
        public long memory() {
            return 2L * codes.length;
        }

        @Override
        public long word(byte[] matching, int from, int length) {
            long word = 0;
            for (int i = 0; i < length; i++) {
                word |= (long) matching[codes[from + i]] << i;
            }
            return word;
        }
    }

    final class Ints implements Codes {
        private final int[] codes;

        private Ints(int[] codes) {
            this.codes = codes;
        }

        @Override
        public int at(int row) {
            return codes[row];
        }

        @Override
        public int size() {
            return codes.length;
        }

        @Override
        public long memory() {
            return 4L * codes.length;
        }

        @Override
        public long word(byte[] matching, int from, int length) {
            long word = 0;
            for (int i = 0; i < length; i++) {
                word |= (long) matching[codes[from + i]] << i;
            }
            return word;
        }
    }
}
