// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.cassandra.codec.ContentHash;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The origins used recently, as many as fit into a number of bytes. Safe for many threads. */
final class OriginCache {
    /** @param bytes size of the stored content; decoded it takes up to a few times as much */
    private record Cached(Object origin, int bytes) {}

    private final long mostBytes;
    private final Map<ContentHash, Cached> leastRecentFirst = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    OriginCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized @Nullable Object get(ContentHash hash) {
        Cached cached = leastRecentFirst.get(hash);
        return cached == null ? null : cached.origin();
    }

    synchronized void put(ContentHash hash, Object origin, int size) {
        Cached before = leastRecentFirst.put(hash, new Cached(origin, size));
        bytes += size - (before == null ? 0 : before.bytes());
        Iterator<Cached> eldest = leastRecentFirst.values().iterator();
        while (bytes > mostBytes) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }
}
