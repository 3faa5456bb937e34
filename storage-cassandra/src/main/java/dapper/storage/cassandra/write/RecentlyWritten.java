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

    /** @param most rows that are remembered */
    public RecentlyWritten(int most, Duration refresh) {
        this(most, refresh, Ticker.systemTicker());
    }

    RecentlyWritten(int most, Duration refresh, Ticker ticker) {
        this.keys = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(refresh)
                .ticker(ticker)
                // By the caller: the work is small, and the common pool belongs to others.
                .executor(Runnable::run)
                .build();
    }

    boolean contains(Object key) {
        return keys.getIfPresent(key) != null;
    }

    void add(Object key) {
        keys.put(key, Boolean.TRUE);
    }
}
