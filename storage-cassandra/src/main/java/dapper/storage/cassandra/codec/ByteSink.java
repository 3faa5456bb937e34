// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array with the few primitives of our encodings; {@link ByteSource} reads them. */
public final class ByteSink {
    private byte[] bytes = new byte[256];
    private int size;

    public int size() {
        return size;
    }

    public void int8(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    public void int32(int value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    public void int64(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** Seven bits a byte, lowest first: small numbers, taken as unsigned, are short. */
    public void varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A varint for numbers of small magnitude that may be negative. */
    public void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    public void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public void bytes(byte[] value) {
        varint(value.length);
        raw(value);
    }

    public void raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    ByteBuffer toBuffer() {
        return ByteBuffer.wrap(toBytes());
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
