// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.CorruptDataException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Chunks of a block that were read from elsewhere and wait to be decoded. A decoder that finds a chunk missing ends with
 * {@link MissingException}, and may begin again when the chunk was added. Safe for many threads.
 */
public final class LoadedChunks implements Block.ChunkSource {
    private final Map<Integer, ByteBuffer> chunks = new ConcurrentHashMap<>();
    private volatile @Nullable ByteBuffer whole;

    /** A chunk has to be read first. */
    public static final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int offset;
        private final int length;

        private MissingException(int offset, int length) {
            super("a chunk of an index block is not read yet", null, false, false);
            this.offset = offset;
            this.length = length;
        }

        /** Returns the place of the first byte in the body. */
        public int offset() {
            return offset;
        }

        public int length() {
            return length;
        }
    }

    @Override
    public ByteBuffer read(int offset, int length) {
        ByteBuffer all = whole;
        if (all != null) {
            if (offset + (long) length > all.remaining()) {
                throw new CorruptDataException("the body of an index block is cut");
            }
            return all.slice(offset, length);
        }
        // A chunk is decoded once, and what is decoded is kept elsewhere.
        ByteBuffer chunk = chunks.remove(offset);
        if (chunk == null) {
            throw new MissingException(offset, length);
        }
        return chunk;
    }

    /** Adds one chunk, or the whole body, which is kept. */
    public void add(int offset, ByteBuffer bytes, boolean isWhole) {
        if (isWhole) {
            whole = bytes;
        } else {
            chunks.put(offset, bytes);
        }
    }

    /** Returns the bytes of the heap that are kept here. */
    public long bytes() {
        ByteBuffer all = whole;
        return (all == null ? 0 : all.remaining())
                + chunks.values().stream().mapToLong(ByteBuffer::remaining).sum();
    }
}
