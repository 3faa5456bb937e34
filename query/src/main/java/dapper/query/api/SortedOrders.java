// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dapper.storage.Tenant;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The orders of the sorted searches of the last minutes, so that a further page need not look at all traces again. They take
 * a limited number of bytes; where an order is not here any more, the search is made again. Safe for many threads.
 */
final class SortedOrders {
    /** Heap of a {@link TraceOrder.Place}, its id included. */
    static final long BYTES_OF_A_PLACE = 64;

    static final Duration KEPT = Duration.ofMinutes(5);

    private static final int BYTES_OF_AN_ENTRY = 512;

    private final Cache<Search, Order> orders;

    /** A search, whose time range is the same on all of its pages. */
    record Search(Tenant tenant, String query, long startUnixNanos, long endUnixNanos, TraceOrder order) {}

    /**
     * The places of all traces of a search.
     *
     * @param places in their order
     * @param incompleteReason why there may be others; empty if these are all
     */
    record Order(List<TraceOrder.Place> places, String incompleteReason) {}

    /** @param bytes of the heap that the orders may take */
    SortedOrders(long bytes, Ticker ticker) {
        this.orders = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher(SortedOrders::weight)
                .expireAfterWrite(KEPT)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    private static int weight(Search search, Order order) {
        long chars = (long) search.query().length() + order.incompleteReason().length();
        return (int) Math.min(
                Integer.MAX_VALUE,
                BYTES_OF_AN_ENTRY
                        + 2 * chars
                        + BYTES_OF_A_PLACE * order.places().size());
    }

    @Nullable
    Order of(Search search) {
        return orders.getIfPresent(search);
    }

    void keep(Search search, Order order) {
        orders.put(search, order);
    }
}
