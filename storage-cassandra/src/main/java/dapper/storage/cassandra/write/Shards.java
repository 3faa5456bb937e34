// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import dapper.storage.TraceId;
import dapper.storage.cassandra.codec.CellHash;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The number of partitions over which this process spreads a service's rows of one hour: one for a quiet service, so
 * that a search has few partitions to read; more as rows add up, so that no partition grows without bound.
 */
final class Shards {
    private static final int ROWS_PER_SHARD = 50_000;
    private static final int MOST_SHARDS = 64;
    private static final int REMEMBERED = 20_000;

    private record Key(Object service, int bucket) {}

    private final ConcurrentHashMap<Key, AtomicLong> rows = new ConcurrentHashMap<>();

    /**
     * Counts a row and returns its shard: the same shard for the same trace while the number of shards does not change.
     */
    short next(String service, int bucket, TraceId traceId) {
        if (rows.size() > REMEMBERED) {
            // Counting starts again: the first shards get more rows, with no other effect.
            rows.clear();
        }
        long count = rows.computeIfAbsent(new Key(SharedRows.text(service), bucket), key -> new AtomicLong())
                .getAndIncrement();
        int shards = 1;
        while (shards < MOST_SHARDS && count >= (long) shards * ROWS_PER_SHARD) {
            shards *= 2;
        }
        return (short) (CellHash.mix(traceId.high() ^ traceId.low()) >>> 32 & (shards - 1));
    }
}
