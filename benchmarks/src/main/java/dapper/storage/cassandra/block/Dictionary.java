// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.AttributesCodec;
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
    private static final byte TEXT = 0;
    private static final byte LONG = 1;
    private static final byte DOUBLE = 2;
    private static final byte BOOLEAN = 3;
    private static final byte OTHER = 4;

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
            types[i] = write(values.get(i), contents);
            lengths.varint(contents.size() - before);
        }
        ByteSink all = new ByteSink();
        all.raw(types);
        all.raw(lengths.toBytes());
        all.raw(contents.toBytes());
        return all.toBytes();
    }

    private static byte write(Object value, ByteSink sink) {
        if (value instanceof String text) {
            sink.raw(text.getBytes(StandardCharsets.UTF_8));
            return TEXT;
        }
        if (value instanceof Long number) {
            sink.zigzag(number);
            return LONG;
        }
        if (value instanceof Double number) {
            sink.int64(Double.doubleToRawLongBits(number));
            return DOUBLE;
        }
        if (value instanceof Boolean flag) {
            sink.int8(flag ? 1 : 0);
            return BOOLEAN;
        }
        if (value instanceof OtherValue other) {
            sink.raw(other.encoded());
            return OTHER;
        }
        throw new IllegalArgumentException("a column cannot hold a " + value.getClass());
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

    Object value(int index) {
        int from = offsets[index];
        int length = offsets[index + 1] - from;
        byte type = bytes[index];
        if (type == TEXT) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        ByteSource source = new ByteSource(ByteBuffer.wrap(bytes, from, length));
        return switch (type) {
            case LONG -> source.zigzag();
            case DOUBLE -> Double.longBitsToDouble(source.int64());
            case BOOLEAN -> source.int8() != 0;
            case OTHER -> new OtherValue(Arrays.copyOfRange(bytes, from, from + length));
            default -> throw new CorruptDataException("a value has the unknown type " + type);
        };
    }

    /** Which codes of rows satisfy the test: 1 or 0 for each, at 0 for rows without a value. */
    byte[] matching(ValueFilter test) {
        byte[] matching = new byte[size() + 1];
        for (int i = 0; i < size(); i++) {
            matching[i + 1] = (byte) (test.test(value(i)) ? 1 : 0);
        }
        return matching;
    }

    /** {@link #matching} for equality with a text, without making a {@link String} of each value. */
    byte[] equalTo(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        byte[] matching = new byte[size() + 1];
        for (int i = 0; i < size(); i++) {
            if (offsets[i + 1] - offsets[i] == wanted.length
                    && bytes[i] == TEXT
                    && Arrays.equals(bytes, offsets[i], offsets[i + 1], wanted, 0, wanted.length)) {
                matching[i + 1] = 1;
            }
        }
        return matching;
    }

    long memory() {
        return bytes.length + 4L * offsets.length;
    }

    /** Returns the value as {@link Interner} takes it. */
    static Object storable(Object value) {
        if (value instanceof String || value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value;
        }
        ByteSink sink = new ByteSink();
        AttributesCodec.value(value, sink);
        return new OtherValue(sink.toBytes());
    }
}
