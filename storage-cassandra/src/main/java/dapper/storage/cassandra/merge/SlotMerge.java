// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.merge;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import dapper.storage.cassandra.block.Block;
import dapper.storage.cassandra.block.BlockWriter;
import dapper.storage.cassandra.codec.CorruptDataException;
import dapper.storage.cassandra.index.IndexCounts;
import dapper.storage.cassandra.index.InsertBlocks;
import dapper.storage.cassandra.index.SelectBlocks;
import dapper.storage.cassandra.index.SelectBlocks.Headers;
import dapper.storage.cassandra.index.Slot;
import dapper.storage.cassandra.index.Slots;
import dapper.storage.cassandra.index.StoredBlock;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Lease;
import dapper.storage.cassandra.session.Statements;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges the fresh blocks of one tenant, slot by slot, each under a lease. If two collectors merge the same slot, rows are in the
 * index twice, and a search reads a trace once. Used by one thread, which waits for Cassandra.
 *
 * <p>The merged blocks are written first, then searches are pointed to them, and the fresh ones are deleted once every search
 * that may still read them has ended. So a crash at any point leaves spans in the index twice, or blocks that expire, and
 * never a gap.
 */
public final class SlotMerge {
    private static final Logger LOG = LoggerFactory.getLogger(SlotMerge.class);

    private static final int MOST_SPANS = 65_536;
    /** Of all columns before compression. */
    private static final long MOST_BYTES = 32 << 20;

    /** Spans still arrive in the last minute, and writes take time. */
    private static final int UNSETTLED_SLOTS = 2;

    private static final long LEAST_MILLIS_BETWEEN_MERGES = TimeUnit.MINUTES.toMillis(5);

    private record Replaced(List<StoredBlock.Key> blocks, long deleteAtMillis) {}

    private final SelectBlocks select;
    private final InsertBlocks insert;
    private final Lease lease;
    private final ReplaceBlocks replace;
    private final IndexCounts counts;
    private final LongSupplier unixMillis;
    private final long longestSearchMillis;

    /** Longer than fresh blocks are kept that were merged: they would be merged again. */
    private final long millisBetweenMerges;

    private final ArrayDeque<Replaced> replaced = new ArrayDeque<>();
    private final Set<UUID> damaged = new HashSet<>();

    /** @param longestSearchMillis how long a search may read blocks that were replaced */
    public SlotMerge(
            Statements statements,
            InsertBlocks insert,
            IndexCounts counts,
            long longestSearchMillis,
            LongSupplier unixMillis) {
        this.select = new SelectBlocks(statements);
        this.insert = insert;
        this.lease = new Lease(statements);
        this.replace = new ReplaceBlocks(statements);
        this.counts = counts;
        this.longestSearchMillis = longestSearchMillis;
        this.millisBetweenMerges = Math.max(LEAST_MILLIS_BETWEEN_MERGES, 2 * longestSearchMillis);
        this.unixMillis = unixMillis;
    }

    /**
     * Merges the slots that are due, oldest first, and deletes what was replaced before.
     *
     * @return the number of slots that were due
     */
    public int run() {
        deleteReplaced();
        int last = Slots.of(TimeUnit.MILLISECONDS.toNanos(unixMillis.getAsLong())) - UNSETTLED_SLOTS;
        List<Slot> due = new ArrayList<>(due(Slots.STRAY, last));
        due.sort(Comparator.comparingInt(Slot::number));
        for (Slot slot : due) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            if (lease.acquire(slot.number())) {
                try {
                    // Another collector may have merged it since the listing.
                    if (!due(slot.number(), slot.number()).isEmpty()) {
                        merge(slot.number());
                    }
                } finally {
                    lease.release(slot.number());
                }
            }
        }
        return due.size();
    }

    private List<Slot> due(int first, int last) {
        long now = unixMillis.getAsLong();
        return select.slots(first, last, Deadline.NONE).toCompletableFuture().join().stream()
                .filter(Slot::fresh)
                .filter(slot -> slot.merged() == null || now - Uuids.unixTimestamp(slot.merged()) > millisBetweenMerges)
                .toList();
    }

    private void merge(int slot) {
        long listed = unixMillis.getAsLong();
        Headers fresh = select.fresh(slot, Uuids.startOf(0), Deadline.NONE)
                .toCompletableFuture()
                .join();
        List<StoredBlock> blocks = fresh.blocks().stream()
                .filter(block -> !damaged.contains(block.key().id()))
                .sorted(Comparator.comparingLong(
                        block -> Uuids.unixTimestamp(block.key().id())))
                .toList();
        List<StoredBlock.Key> done = new ArrayList<>();
        for (List<StoredBlock> group : groups(blocks)) {
            if (!lease.renew(slot)) {
                return;
            }
            done.addAll(mergeGroup(slot, group));
        }
        boolean all = done.size() == fresh.blocks().size() && fresh.damaged().isEmpty();
        // Without the lease, another collector may show its own at the same time: the version of one would be lost.
        if ((all || !done.isEmpty()) && lease.renew(slot)) {
            replace.show(slot, listed, all);
            replaced.add(new Replaced(done, unixMillis.getAsLong() + longestSearchMillis));
            counts.merge();
        }
    }

    private static List<List<StoredBlock>> groups(List<StoredBlock> blocks) {
        List<List<StoredBlock>> groups = new ArrayList<>();
        long spans = 0;
        long bytes = 0;
        for (StoredBlock block : blocks) {
            spans += block.header().rows();
            bytes += block.header().rawBytes();
            if (groups.isEmpty() || spans > MOST_SPANS || bytes > MOST_BYTES) {
                groups.add(new ArrayList<>());
                spans = block.header().rows();
                bytes = block.header().rawBytes();
            }
            groups.get(groups.size() - 1).add(block);
        }
        return groups;
    }

    /** Returns the blocks that are in the merged one; a damaged one is left alone, and expires. */
    private List<StoredBlock.Key> mergeGroup(int slot, List<StoredBlock> group) {
        BlockWriter merged = new BlockWriter();
        List<StoredBlock.Key> done = new ArrayList<>();
        int secondsToLive = 1;
        for (StoredBlock block : group) {
            try {
                merged.add(open(block));
            } catch (CorruptDataException e) {
                damaged.add(block.key().id());
                counts.mergeFailure();
                LOG.warn("A damaged index block is left out of a merge: {}", block.key(), e);
                continue;
            }
            done.add(block.key());
            secondsToLive = Math.max(secondsToLive, block.secondsToLive());
        }
        if (!done.isEmpty()) {
            insert.merged(slot, merged.write(), secondsToLive).join();
        }
        return done;
    }

    /** With all columns, so that a damaged one is found before any is taken. */
    private Block open(StoredBlock block) {
        try {
            ByteBuffer body = block.bytes() == 0
                    ? ByteBuffer.allocate(0)
                    : select.body(block, 0, block.bytes(), Deadline.NONE)
                            .toCompletableFuture()
                            .join();
            return Block.open(block.header(), body).decodeAll();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CorruptDataException corrupt) {
                throw corrupt;
            }
            throw e;
        }
    }

    private void deleteReplaced() {
        long now = unixMillis.getAsLong();
        while (!replaced.isEmpty() && replaced.peek().deleteAtMillis() <= now) {
            replace.delete(replaced.peek().blocks()).join();
            replaced.remove();
        }
    }
}
