// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.ByteSink;
import dapper.storage.cassandra.codec.ByteSource;
import dapper.storage.cassandra.codec.CorruptDataException;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Some bytes of a block that are compressed and read on their own. Compressed with zstd, in Java: a native library would be
 * unpacked into a folder for temporary files, which may forbid that.
 *
 * @param stored bytes in the block; the same as {@code raw} where compression saves nothing
 * @param raw bytes after decompression
 * @param checksum CRC-32C of the stored bytes
 */
record Chunk(int stored, int raw, int checksum) {
    /** An upper bound for what one chunk may take of the heap, whatever a block claims. */
    static final int LARGEST = 64 << 20;

    /** Less cannot become smaller by more than the frame that zstd adds. */
    private static final int LEAST_COMPRESSED = 16;

    /** One for each thread: it has buffers of 128 KB, and is not safe for two threads. */
    private static final ThreadLocal<ZstdDecompressor> DECOMPRESSOR = ThreadLocal.withInitial(ZstdDecompressor::new);

    static Chunk append(byte[] raw, ByteSink body) {
        if (raw.length > LARGEST) {
            throw new IllegalArgumentException("a column of " + raw.length + " bytes is too large for a block");
        }
        byte[] compressed = raw.length < LEAST_COMPRESSED ? raw : compress(raw);
        byte[] stored = compressed.length < raw.length ? compressed : raw;
        body.raw(stored);
        return new Chunk(stored.length, raw.length, checksum(ByteBuffer.wrap(stored)));
    }

    private static byte[] compress(byte[] raw) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] compressed = new byte[compressor.maxCompressedLength(raw.length)];
        return Arrays.copyOf(compressed, compressor.compress(raw, 0, raw.length, compressed, 0, compressed.length));
    }

    /** Appends what does not compress. */
    static Chunk appendRaw(byte[] raw, ByteSink body) {
        body.raw(raw);
        return new Chunk(raw.length, raw.length, checksum(ByteBuffer.wrap(raw)));
    }

    static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    void write(ByteSink sink) {
        sink.varint(stored);
        sink.varint(raw);
        for (int shift = 24; shift >= 0; shift -= 8) {
            sink.int8(checksum >>> shift);
        }
    }

    static Chunk read(ByteSource source) {
        long stored = source.varint();
        long raw = source.varint();
        if (stored < 0 || raw < stored || raw > LARGEST) {
            throw new CorruptDataException("a chunk of " + raw + " bytes takes " + stored);
        }
        int checksum = 0;
        for (int i = 0; i < 4; i++) {
            checksum = checksum << 8 | source.int8();
        }
        return new Chunk((int) stored, (int) raw, checksum);
    }

    /** @param body what is stored, at its position */
    byte[] decode(ByteBuffer body) {
        if (checksum(body) != checksum) {
            throw new CorruptDataException("a chunk of " + stored + " bytes has another checksum");
        }
        byte[] bytes = new byte[stored];
        body.duplicate().get(bytes);
        if (stored == raw) {
            return bytes;
        }
        byte[] result = new byte[raw];
        try {
            int length = DECOMPRESSOR.get().decompress(bytes, 0, stored, result, 0, raw);
            if (length == raw) {
                return result;
            }
            throw new CorruptDataException("a chunk has " + length + " bytes, not " + raw);
        } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new CorruptDataException("a chunk cannot be decompressed", e);
        }
    }
}
