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

/** The form of one value in a block: text, number, boolean, {@link OtherValue}, or {@link CutValue}. */
final class Values {
    /** Characters of a text. Longer ones are cut: they are stored with the span already. */
    static final int LONGEST_TEXT = 256;

    private static final int LARGEST_OTHER = 1_024;
    private static final int MOST_ATTRIBUTES = 128;
    private static final int LONGEST_KEY = 256;

    static final byte TEXT = 0;
    static final byte CUT_TEXT = 5;
    private static final byte LONG = 1;
    private static final byte DOUBLE = 2;
    private static final byte BOOLEAN = 3;
    private static final byte OTHER = 4;
    private static final byte CUT_OTHER = 6;

    private Values() {}

    /**
     * Returns whether a block holds an attribute.
     *
     * @param before the attributes of the same span, resource or scope that it holds already
     */
    static boolean isKept(String key, int before) {
        return before < MOST_ATTRIBUTES && key.length() <= LONGEST_KEY;
    }

    /** Returns a value as a block holds it. */
    static Object storable(Object value) {
        if (value instanceof String text) {
            return text.length() <= LONGEST_TEXT ? text : CutValue.of(text);
        }
        if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value;
        }
        ByteSink sink = new ByteSink();
        AttributesCodec.value(value, sink);
        return sink.size() <= LARGEST_OTHER ? new OtherValue(sink.toBytes()) : CutValue.OTHER;
    }

    /** Appends the bytes of a storable value; returns its type. */
    static byte write(Object value, ByteSink sink) {
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
        if (value instanceof CutValue cut) {
            sink.raw(cut.beginning().getBytes(StandardCharsets.UTF_8));
            return cut.isText() ? CUT_TEXT : CUT_OTHER;
        }
        throw new IllegalArgumentException("a column cannot hold a " + value.getClass());
    }

    static Object read(byte type, byte[] bytes, int from, int length) {
        if (type == TEXT) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        ByteSource source = new ByteSource(ByteBuffer.wrap(bytes, from, length));
        return switch (type) {
            case LONG -> source.zigzag();
            case DOUBLE -> Double.longBitsToDouble(source.int64());
            case BOOLEAN -> source.int8() != 0;
            case OTHER -> new OtherValue(Arrays.copyOfRange(bytes, from, from + length));
            case CUT_TEXT -> new CutValue(new String(bytes, from, length, StandardCharsets.UTF_8), true);
            case CUT_OTHER -> CutValue.OTHER;
            default -> throw new CorruptDataException("a value has the unknown type " + type);
        };
    }

    /** Appends a storable value with its type and length. */
    static void append(Object value, ByteSink sink) {
        ByteSink own = new ByteSink();
        sink.int8(write(value, own));
        sink.bytes(own.toBytes());
    }

    /** Reads what {@link #append} wrote. */
    static Object next(ByteSource source) {
        byte type = (byte) source.int8();
        byte[] bytes = source.bytes();
        return read(type, bytes, 0, bytes.length);
    }

    /**
     * Tests a storable value.
     *
     * @param ifCut the answer for a value that is not known as a whole, unless it is enough that there is one
     */
    @SuppressWarnings("ReferenceEquality") // There is one object that asks for presence only.
    static boolean test(Object value, ValueFilter test, boolean ifCut) {
        // It is present for sure.
        return value instanceof CutValue
                ? ifCut || test == ValueFilter.PRESENT
                : test.test(value instanceof OtherValue other ? other.value() : value);
    }

    /** Returns whether a filter of hashes or bounds of numbers cannot stand for the value. */
    static boolean isOpaque(Object value) {
        return value instanceof OtherValue || value instanceof CutValue cut && !cut.isText();
    }
}
