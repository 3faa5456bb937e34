// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.ByteSink;
import dapper.storage.cassandra.codec.ByteSource;
import dapper.storage.cassandra.codec.CorruptDataException;
import dapper.storage.predicate.ValueFilter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The different values of a column, each once. A test runs once for each of them, and not for each row.
 *
 * <p>As bytes: the types of all values, the lengths of all values, their contents. Equal neighbours compress better than
 * types, lengths and contents that alternate.
 */
final class Dictionary {
    private final byte[] bytes;
    private final int[] offsets;

    private Dictionary(byte[] bytes, int[] offsets) {
        this.bytes = bytes;
        this.offsets = offsets;
    }

    static byte[] encode(List<Object> values) {
        byte[] types = new byte[values.size()];
        ByteSink lengths = new ByteSink();
        ByteSink contents = new ByteSink();
        for (int i = 0; i < types.length; i++) {
            int before = contents.size();
            types[i] = Values.write(values.get(i), contents);
            lengths.varint(contents.size() - before);
        }
        ByteSink all = new ByteSink();
        all.raw(types);
        all.raw(lengths.toBytes());
        all.raw(contents.toBytes());
        return all.toBytes();
    }

    static Dictionary decode(byte[] bytes, int size) {
        if (size > bytes.length) {
            throw new CorruptDataException(size + " values do not fit in " + bytes.length + " bytes");
        }
        ByteSource source = new ByteSource(ByteBuffer.wrap(bytes, size, bytes.length - size));
        int[] offsets = new int[size + 1];
        int lengths = 0;
        for (int i = 0; i < size; i++) {
            long length = source.varint();
            if (length < 0 || length > bytes.length - offsets[i]) {
                throw new CorruptDataException("a value of " + length + " bytes goes beyond the end");
            }
            lengths += varintLength(length);
            offsets[i + 1] = offsets[i] + (int) length;
        }
        int contents = size + lengths;
        if (contents + offsets[size] != bytes.length) {
            throw new CorruptDataException("values have " + offsets[size] + " bytes, not " + (bytes.length - contents));
        }
        for (int i = 0; i <= size; i++) {
            offsets[i] += contents;
        }
        return new Dictionary(bytes, offsets);
    }

    private static int varintLength(long value) {
        return value == 0 ? 1 : (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7;
    }

    int size() {
        return offsets.length - 1;
    }

    /** Returns a value in the form of {@link Values#storable}. */
    Object value(int index) {
        return Values.read(bytes[index], bytes, offsets[index], offsets[index + 1] - offsets[index]);
    }

    /**
     * Returns which codes of rows satisfy the test: 1 or 0 for each, at 0 for rows without a value.
     *
     * @param ifCut the answer for a value that is not known as a whole
     */
    byte[] matching(ValueFilter test, boolean ifCut) {
        byte[] matching = new byte[size() + 1];
        for (int i = 0; i < size(); i++) {
            matching[i + 1] = (byte) (Values.test(value(i), test, ifCut) ? 1 : 0);
        }
        return matching;
    }

    /**
     * {@link #matching} for equality with a text, without making a {@link String} of each value. A long text may be equal to
     * each that is cut to the same beginning. Lists and the like have to be tested by {@link #matching}.
     */
    byte[] equalTo(String text) {
        boolean cut = text.length() > Values.LONGEST_TEXT;
        byte[] wanted = (cut ? CutValue.beginning(text) : text).getBytes(StandardCharsets.UTF_8);
        byte[] matching = new byte[size() + 1];
        for (int i = 0; i < size(); i++) {
            if (offsets[i + 1] - offsets[i] == wanted.length
                    && bytes[i] == (cut ? Values.CUT_TEXT : Values.TEXT)
                    && Arrays.equals(bytes, offsets[i], offsets[i + 1], wanted, 0, wanted.length)) {
                matching[i + 1] = 1;
            }
        }
        return matching;
    }

    long memory() {
        return bytes.length + 4L * offsets.length;
    }
}
