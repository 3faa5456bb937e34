// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.deliver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/** Counts the attempts to notify each receiver, for all tenants. Safe for many threads. */
public final class DeliveryCounts {
    private final Map<Key, LongAdder> attempts = new ConcurrentHashMap<>();

    /** @param outcome {@code delivered} or {@code failed} */
    public record Key(String receiver, String outcome) {}

    void count(String receiver, boolean delivered) {
        attempts.computeIfAbsent(new Key(receiver, delivered ? "delivered" : "failed"), unseen -> new LongAdder())
                .increment();
    }

    /** Passes each count that is not 0. */
    public void forEach(BiConsumer<Key, Long> action) {
        attempts.forEach((key, count) -> action.accept(key, count.sum()));
    }
}
