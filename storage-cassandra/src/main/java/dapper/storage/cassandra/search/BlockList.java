// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dapper.storage.TraceQuery;
import dapper.storage.cassandra.index.SelectBlocks;
import dapper.storage.cassandra.index.SelectBlocks.Headers;
import dapper.storage.cassandra.index.Slot;
import dapper.storage.cassandra.index.Slots;
import dapper.storage.cassandra.index.StoredBlock;
import dapper.storage.cassandra.session.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lists the blocks of a tenant. Headers are cached: a block never changes, and each header is read once. Safe for many threads.
 */
final class BlockList {
    /** A header takes a few times as many bytes of the heap as in the table. */
    private static final int HEAP_BYTES_PER_BYTE = 4;

    private static final Headers NONE = new Headers(List.of(), List.of());

    /** @param merged see {@link Slot#merged}; null for the blocks that are not merged */
    private record Key(int slot, @Nullable UUID merged) {}

    private final SelectBlocks select;
    private final Cache<Key, Headers> headers;

    /** @param bytes of the heap that headers may take */
    BlockList(SelectBlocks select, long bytes) {
        this.select = select;
        this.headers = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Key key, Headers some) -> weight(some))
                // By the caller: the work is small, and the common pool belongs to others.
                .executor(Runnable::run)
                .build();
    }

    private static int weight(Headers some) {
        long bytes = 200;
        for (StoredBlock block : some.blocks()) {
            bytes += (long) HEAP_BYTES_PER_BYTE * block.header().length();
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    /**
     * Returns the slots with spans of a search, newest first, grouped by hour, and those of strays before all.
     *
     * @param to the latest start
     */
    CompletionStage<List<List<Slot>>> hours(TraceQuery query, long to, Deadline deadline) {
        int first = Math.max(Slots.first(query.startUnixNanos()), Slots.of(query.arrivedUnixNanos()));
        int last = Slots.last(to);
        CompletionStage<List<Slot>> slots =
                first > last ? CompletableFuture.completedFuture(List.of()) : select.slots(first, last, deadline);
        return query.arrivedUnixNanos() > 0
                ? slots.thenApply(some -> byHour(List.of(), some))
                : select.slots(Slots.STRAY, Slots.STRAY, deadline).thenCombine(slots, BlockList::byHour);
    }

    private static List<List<Slot>> byHour(List<Slot> strays, List<Slot> slots) {
        Map<Integer, List<Slot>> hours = new LinkedHashMap<>();
        for (List<Slot> some : List.of(strays, slots)) {
            some.forEach(slot -> hours.computeIfAbsent(Slots.hour(slot.number()), hour -> new ArrayList<>())
                    .add(slot));
        }
        return new ArrayList<>(hours.values());
    }

    /** Returns the blocks of some slots of one hour. */
    CompletionStage<Headers> blocks(List<Slot> slots, Deadline deadline) {
        List<CompletableFuture<Headers>> parts = new ArrayList<>();
        parts.add(merged(slots, deadline).toCompletableFuture());
        for (Slot slot : slots) {
            if (slot.fresh()) {
                parts.add(fresh(slot.number(), deadline).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                .thenApply(done ->
                        joined(parts.stream().map(CompletableFuture::join).toList()));
    }

    private CompletionStage<Headers> merged(List<Slot> slots, Deadline deadline) {
        List<Headers> known = new ArrayList<>();
        Map<Integer, UUID> unknown = new HashMap<>();
        for (Slot slot : slots) {
            UUID version = slot.merged();
            if (version != null) {
                Headers cached = headers.getIfPresent(new Key(slot.number(), version));
                if (cached == null) {
                    unknown.put(slot.number(), version);
                } else {
                    known.add(cached);
                }
            }
        }
        if (unknown.isEmpty()) {
            return CompletableFuture.completedFuture(joined(known));
        }
        int first = unknown.keySet().stream().mapToInt(Integer::intValue).min().orElseThrow();
        int last = unknown.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
        return select.merged(first, last, deadline).thenApply(read -> {
            unknown.forEach((slot, version) -> known.add(keep(new Key(slot, version), ofSlot(read, slot))));
            return joined(known);
        });
    }

    private static Headers ofSlot(Headers all, int slot) {
        return new Headers(
                all.blocks().stream().filter(block -> block.slot() == slot).toList(),
                all.damaged().stream().filter(key -> key.slot() == slot).toList());
    }

    private CompletionStage<Headers> fresh(int slot, Deadline deadline) {
        Headers known = Objects.requireNonNullElse(headers.getIfPresent(new Key(slot, null)), NONE);
        return select.freshIds(slot, deadline).thenCompose(ids -> {
            Set<UUID> present = new HashSet<>(ids);
            List<StoredBlock> still = known.blocks().stream()
                    .filter(block -> present.remove(block.key().id()))
                    .toList();
            List<StoredBlock.Key> stillDamaged = known.damaged().stream()
                    .filter(key -> present.remove(key.id()))
                    .toList();
            Headers rest = new Headers(still, stillDamaged);
            if (present.isEmpty()) {
                return CompletableFuture.completedFuture(rest);
            }
            long first = present.stream().mapToLong(Uuids::unixTimestamp).min().orElseThrow();
            return select.fresh(slot, Uuids.startOf(first), deadline)
                    .thenApply(read -> keep(new Key(slot, null), joined(List.of(rest, read))));
        });
    }

    private Headers keep(Key key, Headers some) {
        headers.put(key, some);
        return some;
    }

    /** Reads the blocks of a slot again, because some are gone. */
    CompletionStage<Headers> again(int slot, Deadline deadline) {
        headers.invalidate(new Key(slot, null));
        return select.slots(slot, slot, deadline).thenCompose(slots -> {
            slots.forEach(found -> headers.invalidate(new Key(slot, found.merged())));
            return blocks(slots, deadline);
        });
    }

    /** Each block once. */
    private static Headers joined(List<Headers> parts) {
        Map<StoredBlock.Key, StoredBlock> blocks = new LinkedHashMap<>();
        Map<StoredBlock.Key, StoredBlock.Key> damaged = new LinkedHashMap<>();
        for (Headers part : parts) {
            part.blocks().forEach(block -> blocks.putIfAbsent(block.key(), block));
            part.damaged().forEach(key -> damaged.put(key, Objects.requireNonNull(key)));
        }
        return new Headers(List.copyOf(blocks.values()), List.copyOf(damaged.values()));
    }
}
