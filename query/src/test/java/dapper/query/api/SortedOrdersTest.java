// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.testing.InMemoryTraces;
import dapper.storage.Span;
import dapper.storage.Tenant;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SortedOrdersTest {
    private static final TraceOrder SLOWEST = TraceOrder.of("-duration");
    private static final Tenant SHOP = new Tenant("shop");

    private final AtomicLong nanos = new AtomicLong();
    private final SortedOrders orders = new SortedOrders(100_000, nanos::get);
    private final TraceQuery range = TraceQuery.between(0, 1_000).withLimit(2);
    private final TraceQlSearch search = TraceQlSearch.of(new Parameters(Map.of(), SearchParameters.NAMES), range);
    private final InMemoryTraces traces = new InMemoryTraces();

    private static SortedOrders.Search search(Tenant tenant, String query, long end, String order) {
        return new SortedOrders.Search(tenant, query, 0, end, TraceOrder.of(order));
    }

    /** An order of so many places. */
    private static SortedOrders.Order places(int count) {
        return new SortedOrders.Order(
                LongStream.rangeClosed(1, count)
                        .mapToObj(i -> new TraceOrder.Place(-i, new TraceId(0, i)))
                        .toList(),
                "");
    }

    private static List<Span> trace(long id, long duration) {
        return List.of(span(new TraceId(0, id), id, 0, 5, 5 + duration).build());
    }

    private static List<Long> ids(SortedTraces.Answer answer) {
        return answer.page().traces().stream()
                .map(TraceSummary::traceId)
                .map(TraceId::low)
                .toList();
    }

    private SortedTraces.Answer first() {
        AnswerMemory memory = new AnswerMemory(64 << 20, Duration.ZERO, 1, 1);
        try (AnswerMemory.Share share = Objects.requireNonNull(memory.open())) {
            return new SortedTraces(search, SLOWEST, System::nanoTime).read(traces, range, share);
        }
    }

    private SortedTraces.Answer after(SortedTraces.Answer before, LongSupplier nanoTime) {
        String cursor = Objects.requireNonNull(before.page().nextCursor());
        return new OrderedPage(search, SLOWEST, nanoTime)
                .read(Objects.requireNonNull(before.order()), SLOWEST.place(cursor), traces, range);
    }

    @Test
    void areKeptForEachTenantQueryRangeAndOrder() {
        SortedOrders.Order kept = places(3);
        orders.keep(search(SHOP, "{ }", 9, "-duration"), kept);

        assertThat(orders.of(search(SHOP, "{ }", 9, "-duration"))).isSameAs(kept);
        assertThat(orders.of(search(Tenant.DEFAULT, "{ }", 9, "-duration"))).isNull();
        assertThat(orders.of(search(SHOP, "{ status = error }", 9, "-duration")))
                .isNull();
        assertThat(orders.of(search(SHOP, "{ }", 10, "-duration"))).isNull();
        assertThat(orders.of(search(SHOP, "{ }", 9, "duration"))).isNull();
    }

    @Test
    void expire() {
        SortedOrders.Search search = search(SHOP, "{ }", 9, "spans");
        orders.keep(search, places(3));
        nanos.addAndGet(SortedOrders.KEPT.toNanos() - 1);
        assertThat(orders.of(search)).isNotNull();
        nanos.incrementAndGet();
        assertThat(orders.of(search)).isNull();
    }

    @Test
    void takeNoMoreThanTheirBytes() {
        List<SortedOrders.Search> searches = LongStream.range(1, 20)
                .mapToObj(end -> search(SHOP, "{ }", end, "spans"))
                .toList();
        searches.forEach(search -> orders.keep(search, places(300)));
        orders.keep(search(SHOP, "{ }", 50, "spans"), places(2_000));

        assertThat(orders.of(search(SHOP, "{ }", 50, "spans"))).isNull();
        assertThat(searches.stream().filter(search -> orders.of(search) != null))
                .as("of 300 times 64 bytes each")
                .hasSizeBetween(1, 5);
    }

    @Test
    void giveEachTraceItsPlaceOfTheFirstPageAndItsNumbersOfNow() {
        for (long id = 1; id <= 5; id++) {
            traces.add(trace(id, id * 10));
        }
        SortedTraces.Answer page = first();
        List<Long> given = new ArrayList<>(ids(page));
        assertThat(given).containsExactly(5L, 4L);
        // A newer one, and one that would have moved to a page that was given already.
        traces.add(trace(9, 900)).add(trace(2, 700));

        @Nullable String cursor = page.page().nextCursor();
        while (cursor != null) {
            page = after(page, System::nanoTime);
            assertThat(page.found()).isEqualTo(5);
            assertThat(page.page().complete()).isTrue();
            given.addAll(ids(page));
            cursor = page.page().nextCursor();
        }
        assertThat(given).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void leaveOutTracesThatDoNotMatchAnyMore() {
        for (long id = 1; id <= 6; id++) {
            traces.add(trace(id, id * 10));
        }
        SortedTraces.Answer page = first();
        traces.remove(new TraceId(0, 4));

        assertThat(ids(after(page, System::nanoTime))).containsExactly(3L, 2L);
    }

    @Test
    void endAPageAfterTheMostTimeAndGoOnThere() {
        for (long id = 1; id <= 6; id++) {
            traces.add(trace(id, id * 10));
        }
        AtomicLong clock = new AtomicLong();

        SortedTraces.Answer page = after(first(), () -> clock.getAndAdd(SortedTraces.MOST_NANOS * 2 / 3));

        assertThat(ids(page)).containsExactly(4L);
        assertThat(ids(after(page, System::nanoTime))).containsExactly(3L, 2L);
    }

    @Test
    void areNotKeptWhereThereIsNoFurtherPage() {
        traces.add(trace(1, 10)).add(trace(2, 20));
        assertThat(first().order()).isNull();
    }
}
