// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dapper.storage.cassandra.block.Block;
import dapper.storage.cassandra.block.LoadedChunks;
import dapper.storage.cassandra.index.SelectBlocks;
import dapper.storage.cassandra.index.StoredBlock;
import dapper.storage.cassandra.session.Deadline;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Decoded columns of the blocks that were searched lately, within a number of bytes. One for all tenants, because the ids
 * of blocks are unique. Safe for many threads.
 */
public final class BlockCache {
    /** A block with few pieces is read as a whole: that takes no longer than reading one of them. */
    private static final int FEW_PIECES = 2;

    private record Entry(Block block, LoadedChunks chunks) {
        int bytes() {
            return (int) Math.min(Integer.MAX_VALUE, block.memory() + chunks.bytes());
        }
    }

    private final Cache<UUID, Entry> blocks;
    private final Executor decoding;

    /**
     * @param bytes of the heap that decoded columns may take
     * @param decoding where columns are decoded and scanned, which may not wait
     */
    public BlockCache(long bytes, Executor decoding) {
        this.decoding = decoding;
        this.blocks = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((UUID id, Entry entry) -> entry.bytes())
                // By the caller: the work is small, and the common pool belongs to others.
                .executor(Runnable::run)
                .build();
    }

    /**
     * Scans a block on a decoding thread. The scan begins again each time a chunk had to be read, and then finds what it has
     * decoded before.
     *
     * @return fails with {@link dapper.storage.cassandra.codec.CorruptDataException} if the block is damaged or gone
     */
    <T> CompletionStage<T> scan(SelectBlocks select, StoredBlock stored, Function<Block, T> scan, Deadline deadline) {
        Entry entry = blocks.get(stored.key().id(), id -> open(stored));
        return new Scan<>(select, stored, entry, scan, deadline).attempt();
    }

    private static Entry open(StoredBlock stored) {
        LoadedChunks chunks = new LoadedChunks();
        return new Entry(Block.open(stored.header(), chunks), chunks);
    }

    private final class Scan<T> {
        private final SelectBlocks select;
        private final StoredBlock stored;
        private final Entry entry;
        private final Function<Block, T> scan;
        private final Deadline deadline;

        Scan(SelectBlocks select, StoredBlock stored, Entry entry, Function<Block, T> scan, Deadline deadline) {
            this.select = select;
            this.stored = stored;
            this.entry = entry;
            this.scan = scan;
            this.deadline = deadline;
        }

        CompletionStage<T> attempt() {
            return CompletableFuture.supplyAsync(this::scanned, decoding).thenCompose(Function.identity());
        }

        private CompletionStage<T> scanned() {
            if (deadline.isOver()) {
                return CompletableFuture.failedFuture(new Deadline.TimeOverException());
            }
            try {
                T result = scan.apply(entry.block());
                // Weighs it again.
                blocks.put(stored.key().id(), entry);
                return CompletableFuture.completedFuture(result);
            } catch (LoadedChunks.MissingException missing) {
                return load(missing).thenCompose(done -> attempt());
            }
        }

        private CompletionStage<Void> load(LoadedChunks.MissingException missing) {
            boolean whole = stored.pieces() <= FEW_PIECES;
            int offset = whole ? 0 : missing.offset();
            int length = whole ? stored.bytes() : missing.length();
            return select.body(stored, offset, length, deadline)
                    .thenAccept(bytes -> entry.chunks().add(offset, bytes, whole));
        }
    }
}
