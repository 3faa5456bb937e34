// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import java.nio.charset.StandardCharsets;

/**
 * Reads small messages, such as those that a collector responds with. Malformed input ends the reading without an error.
 * Not thread-safe.
 */
public final class ProtobufReader {
    private final byte[] bytes;
    private final int end;
    private int position;
    private int wireType;
    private int valueStart;
    private int valueEnd;
    private long number;

    public ProtobufReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ProtobufReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** Moves to the next field and returns its number; 0 at the end. */
    public int next() {
        if (position >= end) {
            return 0;
        }
        long tag = varint();
        wireType = (int) (tag & 7);
        number = 0;
        valueStart = position;
        switch (wireType) {
            case ProtobufWriter.VARINT:
                number = varint();
                break;
            case ProtobufWriter.FIXED64:
                number = fixed64();
                break;
            case ProtobufWriter.BYTES:
                long length = varint();
                valueStart = position;
                position = length < 0 || length > end - position ? end + 1 : position + (int) length;
                break;
            case ProtobufWriter.FIXED32:
                position += 4;
                break;
            default:
                return 0;
        }
        valueEnd = position;
        return position > end ? 0 : (int) (tag >>> 3);
    }

    private long fixed64() {
        long value = 0;
        for (int i = 0; i < 8 && position + i < end; i++) {
            value |= (bytes[position + i] & 0xFFL) << 8 * i;
        }
        position += 8;
        return value;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64 && position < end; shift += 7) {
            byte b = bytes[position++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        position = end + 1;
        return 0;
    }

    /** The value of a varint field, else 0. */
    public long number() {
        return wireType == ProtobufWriter.VARINT ? number : 0;
    }

    /** The value of a double field, else 0. */
    public double real() {
        return wireType == ProtobufWriter.FIXED64 ? Double.longBitsToDouble(number) : 0;
    }

    /** The value of a fixed64 field, else 0. */
    long fixed() {
        return wireType == ProtobufWriter.FIXED64 ? number : 0;
    }

    /** The value of a field of bytes in hexadecimal digits, else empty. */
    String hex() {
        StringBuilder digits = new StringBuilder();
        for (int i = valueStart; wireType == ProtobufWriter.BYTES && i < valueEnd; i++) {
            digits.append(Character.forDigit(bytes[i] >> 4 & 0xF, 16));
            digits.append(Character.forDigit(bytes[i] & 0xF, 16));
        }
        return digits.toString();
    }

    /** The value of a string field, else empty. */
    public String string() {
        return wireType == ProtobufWriter.BYTES
                ? new String(bytes, valueStart, valueEnd - valueStart, StandardCharsets.UTF_8)
                : "";
    }

    /** The value of a message field, else an empty message. */
    public ProtobufReader message() {
        return wireType == ProtobufWriter.BYTES
                ? new ProtobufReader(bytes, valueStart, valueEnd)
                : new ProtobufReader(bytes, 0, 0);
    }
}
