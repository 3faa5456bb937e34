// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which shared rows this process wrote recently, so that it does not write them again with every span.
 *
 * <p>There are two generations. New rows go into the young one. When it is full or half the refresh time has passed, it
 * becomes the old one and the previous old one is forgotten. So at most twice the capacity is held, and a row is
 * written again after the refresh time at the latest. Forgetting a row early only costs a write. Safe for many threads.
 */
public final class RecentlyWritten {
    private final int capacity;
    private final long generationNanos;

    private volatile Set<Object> young = ConcurrentHashMap.newKeySet();
    private volatile Set<Object> old = ConcurrentHashMap.newKeySet();
    private volatile long youngSince;

    public RecentlyWritten(int capacity, Duration refresh, long nowNanos) {
        this.capacity = capacity;
        this.generationNanos = refresh.toNanos() / 2;
        this.youngSince = nowNanos;
    }

    boolean contains(Object key, long nowNanos) {
        if (nowNanos - youngSince >= generationNanos) {
            rotate(nowNanos);
        }
        return young.contains(key) || old.contains(key);
    }

    void add(Object key, long nowNanos) {
        if (young.size() >= capacity) {
            rotate(nowNanos);
        }
        young.add(key);
    }

    private synchronized void rotate(long nowNanos) {
        long generations = (nowNanos - youngSince) / generationNanos;
        if (generations == 0 && young.size() < capacity) {
            return; // Another thread was faster.
        }
        // After a long silence both generations are too old.
        old = generations > 1 ? ConcurrentHashMap.newKeySet() : young;
        young = ConcurrentHashMap.newKeySet();
        // Not "now": the first entries must not live longer because no call came in time.
        youngSince = generations == 0 ? nowNanos : youngSince + generations * generationNanos;
    }
}
