// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The notifications that a receiver has not taken, and when each is tried again: after a second, then after twice as long each
 * time, up to five minutes, less a random part of up to a half. Used by one thread.
 */
final class Retries {
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int MOST_DOUBLINGS = 10;

    private final RandomGenerator random;
    private final Map<Key, Failed> failed = new HashMap<>();

    record Key(String receiver, String rule) {}

    private record Failed(int times, long notBefore) {}

    Retries(RandomGenerator random) {
        this.random = random;
    }

    boolean mayTry(Key key, long unixNanos) {
        Failed last = failed.get(key);
        return last == null || unixNanos >= last.notBefore();
    }

    /** Returns the nanoseconds until the next attempt. */
    long failed(Key key, long unixNanos) {
        int before = failed.containsKey(key) ? failed.get(key).times() : 0;
        long most = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(MOST_DOUBLINGS, before));
        long pause = most / 2 + random.nextLong(most / 2 + 1);
        failed.put(key, new Failed(before + 1, unixNanos + pause));
        return pause;
    }

    void succeeded(Key key) {
        failed.remove(key);
    }

    /** Forgets all others. */
    void retain(Set<Key> keys) {
        failed.keySet().retainAll(keys);
    }
}
