// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import java.util.Arrays;

/**
 * Writes Protobuf's wire format into one growing, reused array. Not thread-safe.
 *
 * <p>A nested message is written in place: space for its length is reserved, and if the length finally needs more
 * space, the message moves by a byte or two. That is cheaper than measuring everything first, and needs no intermediate
 * objects.
 */
final class ProtobufWriter {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final int MAX_VARINT = 10;

    private byte[] bytes;
    private int position;

    ProtobufWriter(int initialCapacity) {
        bytes = new byte[initialCapacity];
    }

    /** Not a copy, and replaced by another array whenever it grows. */
    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    /** Moves back (the bytes after it are lost) or forward (the bytes in between are undefined). */
    void position(int position) {
        ensure(position - this.position);
        this.position = position;
    }

    int capacity() {
        return bytes.length;
    }

    private void ensure(int more) {
        if (bytes.length - position < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, position + more));
        }
    }

    void tag(int field, int wireType) {
        varint(field << 3 | wireType);
    }

    void varint(long value) {
        ensure(MAX_VARINT);
        byte[] bytes = this.bytes;
        int at = position;
        while ((value & ~0x7FL) != 0) {
            bytes[at++] = (byte) (value | 0x80);
            value >>>= 7;
        }
        bytes[at++] = (byte) value;
        position = at;
    }

    void varint(int field, long value) {
        tag(field, VARINT);
        varint(value);
    }

    void fixed64(int field, long value) {
        tag(field, FIXED64);
        fixed64LittleEndian(value);
    }

    void fixed32(int field, int value) {
        tag(field, FIXED32);
        ensure(4);
        for (int i = 0; i < 4; i++) {
            bytes[position++] = (byte) (value >>> 8 * i);
        }
    }

    private void fixed64LittleEndian(long value) {
        ensure(8);
        byte[] bytes = this.bytes;
        int at = position;
        for (int shift = 0; shift < 64; shift += 8) {
            bytes[at++] = (byte) (value >>> shift);
        }
        position = at;
    }

    /** The form of trace and span ids. */
    void bigEndian(long value) {
        ensure(8);
        byte[] bytes = this.bytes;
        int at = position;
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[at++] = (byte) (value >>> shift);
        }
        position = at;
    }

    void bytes(int field, byte[] value) {
        tag(field, BYTES);
        varint(value.length);
        raw(value, value.length);
    }

    void raw(byte[] value, int length) {
        ensure(length);
        System.arraycopy(value, 0, bytes, position, length);
        position += length;
    }

    void string(int field, String value) {
        // Almost every string is short: one byte is enough for its length.
        int start = begin(field, 1);
        utf8(value);
        end(start, 1);
    }

    /**
     * Starts a nested message.
     *
     * @param room bytes to reserve for its length: as many as it will probably need
     * @return the argument for {@link #end}
     */
    int begin(int field, int room) {
        tag(field, BYTES);
        ensure(room);
        position += room;
        return position;
    }

    void end(int start, int room) {
        int length = position - start;
        int needed = varintSize(length);
        if (needed != room) {
            ensure(needed - room);
            System.arraycopy(bytes, start, bytes, start + needed - room, length);
        }
        position = start - room;
        varint(length);
        position += length;
    }

    static int varintSize(int value) {
        int size = 1;
        while ((value >>>= 7) != 0) {
            size++;
        }
        return size;
    }

    private void utf8(String value) {
        int length = value.length();
        ensure(length);
        byte[] bytes = this.bytes;
        int at = position;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                position = at;
                utf8(value, i);
                return;
            }
            bytes[at++] = (byte) c;
        }
        position = at;
    }

    /** The rest of a string from its first character that is not ASCII. A lone surrogate becomes a question mark. */
    private void utf8(String value, int from) {
        int length = value.length();
        ensure(3 * (length - from));
        byte[] bytes = this.bytes;
        int at = position;
        for (int i = from; i < length; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | c >> 6);
                bytes[at++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                bytes[at++] = (byte) (0xE0 | c >> 12);
                bytes[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                bytes[at++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < length
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                int codePoint = Character.toCodePoint(c, value.charAt(++i));
                bytes[at++] = (byte) (0xF0 | codePoint >> 18);
                bytes[at++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
                bytes[at++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
                bytes[at++] = (byte) (0x80 | codePoint & 0x3F);
            } else {
                bytes[at++] = '?';
            }
        }
        position = at;
    }
}
