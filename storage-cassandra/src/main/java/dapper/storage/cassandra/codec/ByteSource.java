// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the output of {@link ByteSink}; throws {@link CorruptDataException} for any other bytes. */
public final class ByteSource {
    private final ByteBuffer buffer;

    public ByteSource(ByteBuffer buffer) {
        this.buffer = buffer.duplicate();
    }

    public boolean hasMore() {
        return buffer.hasRemaining();
    }

    public int int8() {
        require(1);
        return buffer.get() & 0xFF;
    }

    public int int32() {
        require(4);
        return buffer.getInt();
    }

    public long int64() {
        require(8);
        return buffer.getLong();
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = int8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CorruptDataException("a number is longer than 64 bits");
    }

    public long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number of elements, each of which takes at least one byte. */
    public int count() {
        long count = varint();
        if (count < 0 || count > buffer.remaining()) {
            throw new CorruptDataException("a length of " + count + " goes beyond the end");
        }
        return (int) count;
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        return raw(count());
    }

    public byte[] raw(int length) {
        require(length);
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private void require(int length) {
        if (buffer.remaining() < length) {
            throw new CorruptDataException("the end comes too early", new BufferUnderflowException());
        }
    }
}
