// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Remembers which shared rows this process wrote recently, so that it does not write them again with every span. A row
 * is written again after the refresh time. Forgetting a row early only costs a write. Safe for many threads.
 */
public final class RecentlyWritten {
    private final Cache<Object, Boolean> keys;
    private final String keyspace;

    /** @param most rows that are remembered */
    public RecentlyWritten(int most, Duration refresh) {
        this(most, refresh, Ticker.systemTicker());
    }

    private RecentlyWritten(Cache<Object, Boolean> keys, String keyspace) {
        this.keys = keys;
        this.keyspace = keyspace;
    }

    RecentlyWritten(int most, Duration refresh, Ticker ticker) {
        this.keyspace = "";
        this.keys = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(refresh)
                .ticker(ticker)
                // By the caller: the work is small, and the common pool belongs to others.
                .executor(Runnable::run)
                .build();
    }

    /** Returns the same for the rows of a keyspace; all keyspaces share the space. */
    public RecentlyWritten of(String keyspaceOfRows) {
        return new RecentlyWritten(keys, keyspaceOfRows);
    }

    private record Row(String keyspace, Object key) {}

    boolean contains(Object key) {
        return keys.getIfPresent(new Row(keyspace, key)) != null;
    }

    void add(Object key) {
        keys.put(new Row(keyspace, key), Boolean.TRUE);
    }
}
