// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import dapper.storage.cassandra.codec.RandomSpans;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of every Cassandra: the embedded one and the one in a container. */
@Timeout(180)
abstract class StorageContract {
    private static final Comparator<Span> BY_START = Comparator.comparingLong(Span::startUnixNanos)
            .thenComparingLong(Span::spanId)
            .thenComparingInt(span -> span.kind().number());

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private static final AtomicLong SEEDS = new AtomicLong(11);

    /** Each test has its own seed, because all of them share one keyspace. */
    final RandomSpans random = new RandomSpans(SEEDS.getAndIncrement());

    abstract CassandraStorage storage();

    @Test
    void givesBackATraceExactly() throws Exception {
        for (int size = 1; size <= 30; size++) {
            TraceId id = random.traceId();
            List<Span> spans = spans(id, size);
            write(id, spans);

            assertThat(storage().reader().trace(id)).contains(new Trace(id, sorted(spans)));
        }
    }

    @Test
    void storesASpanOnceHoweverOftenItIsWritten() throws Exception {
        TraceId id = random.traceId();
        List<Span> spans = spans(id, 20);
        write(id, spans);
        write(id, spans.subList(3, 9));
        List<Span> shuffled = new ArrayList<>(spans);
        Collections.shuffle(shuffled, new Random(5));
        write(id, shuffled);

        assertThat(storage().reader().trace(id)).contains(new Trace(id, sorted(spans)));
    }

    @Test
    void joinsWhatSeveralWritesBring() throws Exception {
        TraceId id = random.traceId();
        List<Span> spans = spans(id, 40);
        for (int from = 0; from < spans.size(); from += 8) {
            write(id, spans.subList(from, from + 8));
        }

        assertThat(storage().reader().trace(id)).contains(new Trace(id, sorted(spans)));
    }

    @Test
    void keepsBothHalvesOfASharedSpan() throws Exception {
        TraceId id = random.traceId();
        Span client = Spans.of(id, 1).kind(SpanKind.CLIENT).build();
        Span server = Spans.of(id, 1).kind(SpanKind.SERVER).service("other").build();
        write(id, List.of(client));
        write(id, List.of(server));

        assertThat(storage().reader().trace(id)).contains(new Trace(id, sorted(List.of(client, server))));
    }

    @Test
    void keepsALargeTrace() throws Exception {
        TraceId id = random.traceId();
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= 10_000; i++) {
            spans.add(Spans.of(id, i)
                    .parent(i / 2)
                    .start(i)
                    .tag("index", (long) i)
                    .build());
        }
        write(id, spans);

        assertThat(storage().reader().trace(id)).contains(new Trace(id, sorted(spans)));
    }

    @Test
    void handsOverALargeTraceInPagesThatKeepAnIdTogether() throws Exception {
        TraceId id = random.traceId();
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            for (SpanKind kind : SpanKind.DEFINED) {
                spans.add(Spans.of(id, i)
                        .kind(kind)
                        .start(i)
                        .tag("text", "x".repeat(200))
                        .build());
            }
        }
        write(id, spans);
        List<List<Span>> pages = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        boolean all = storage().reader().spans(id, (page, heapBytes) -> {
            assertThat(heapBytes).isBetween(page.size() * 500L, page.size() * 2_000L);
            Set<Long> ids = page.stream().map(Span::spanId).collect(Collectors.toSet());
            assertThat(seen).doesNotContainAnyElementsOf(ids);
            seen.addAll(ids);
            return pages.add(page);
        });

        assertThat(all).isTrue();
        assertThat(pages).hasSizeGreaterThan(4);
        assertThat(sorted(pages.stream().flatMap(List::stream).toList())).isEqualTo(sorted(spans));
    }

    @Test
    void endsAReadWhenItsReceiverWantsNoMore() throws Exception {
        TraceId id = random.traceId();
        write(id, spans(id, 300));
        AtomicLong pages = new AtomicLong();

        assertThat(storage().reader().spans(id, (page, heapBytes) -> pages.incrementAndGet() < 2))
                .isFalse();
        assertThat(pages).hasValue(2);
    }

    @Test
    void doesNotKnowATraceThatWasNotWritten() {
        assertThat(storage().reader().trace(random.traceId())).isEmpty();
    }

    @Test
    void listsServicesAndOperationsInOrder() throws Exception {
        TraceId id = random.traceId();
        write(
                id,
                List.of(
                        Spans.of(id, 1)
                                .service("names-b")
                                .name("POST /b")
                                .kind(SpanKind.SERVER)
                                .build(),
                        Spans.of(id, 2)
                                .service("names-b")
                                .name("GET /a")
                                .kind(SpanKind.SERVER)
                                .build(),
                        Spans.of(id, 3)
                                .service("names-b")
                                .name("GET /a")
                                .kind(SpanKind.CLIENT)
                                .build(),
                        Spans.of(id, 4)
                                .service("names-a")
                                .name("GET /a")
                                .kind(SpanKind.SERVER)
                                .build()));

        assertThat(storage().reader().services().names()).isSorted().containsOnlyOnce("names-a", "names-b");
        assertThat(storage().reader().operations("names-b").names())
                .containsExactly(
                        new Operation("GET /a", SpanKind.SERVER),
                        new Operation("GET /a", SpanKind.CLIENT),
                        new Operation("POST /b", SpanKind.SERVER));
        assertThat(storage().reader().operations("names-c").names()).isEmpty();
        assertThat(storage().reader().resources("names-a").names())
                .extracting(resource -> resource.attributes().text("service.name"))
                .containsExactly("names-a");
        assertThat(storage().reader().resources("names-b").names()).hasSize(1);
        assertThat(storage().reader().resources("names-c")).isEqualTo(new NameList<>(List.of(), true));
    }

    @Test
    void findsATraceOnlyIfOneSpanHasEverything() throws Exception {
        TraceId id = random.traceId();
        write(
                id,
                List.of(
                        Spans.of(id, 1)
                                .service("one")
                                .name("GET /")
                                .tag("user", "ann")
                                .duration(50)
                                .build(),
                        Spans.of(id, 2)
                                .service("one")
                                .name("query")
                                .tag("user", "bob")
                                .duration(9)
                                .error()
                                .build(),
                        Spans.of(id, 3)
                                .service("two")
                                .name("GET /")
                                .tag("user", "cid")
                                .duration(70)
                                .build()));

        assertThat(found(search("one").tag("user", "ann"))).containsExactly(id);
        assertThat(found(search("one")
                        .operation("query")
                        .tag("user", "bob")
                        .error(true)
                        .durations(9, 9)))
                .containsExactly(id);
        assertThat(found(search(null).tag("user", "cid").durations(70, 70))).containsExactly(id);
        assertThat(found(search("one").operation("query").tag("user", "ann"))).isEmpty();
        assertThat(found(search("one").tag("user", "bob").durations(10, Long.MAX_VALUE)))
                .isEmpty();
        assertThat(found(search("one").tag("user", "ann").error(true))).isEmpty();
        assertThat(found(search("one").tag("user", "cid"))).isEmpty();
        assertThat(found(search("three"))).isEmpty();
    }

    @Test
    void findsWhatTheResourceSaysWithoutRepeatingIt() throws Exception {
        TraceId id = random.traceId();
        write(
                id,
                List.of(
                        Spans.of(id, 1)
                                .service("pods")
                                .resource("pod", "a")
                                .tag("user", "ann")
                                .build(),
                        Spans.of(id, 2)
                                .service("pods")
                                .resource("pod", "b")
                                .tag("user", "bob")
                                .build()));

        assertThat(found(search("pods").tag("pod", "a").tag("user", "ann"))).containsExactly(id);
        assertThat(found(search("pods").tag("pod", "b"))).containsExactly(id);
        assertThat(found(search("pods").tag("pod", "b").tag("user", "ann"))).isEmpty();
    }

    @Test
    void pagesFromTheNewestToTheOldest() throws Exception {
        List<TraceId> oldestFirst = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            TraceId id = random.traceId();
            // Some in the same hour, some hours apart, each with a second span much later.
            long start = i * HOUR / 5;
            write(
                    id,
                    List.of(
                            Spans.of(id, 1).service("paged").start(start).build(),
                            Spans.of(id, 2)
                                    .service("paged")
                                    .start(start + HOUR / 9)
                                    .build()));
            oldestFirst.add(id);
        }
        Collections.reverse(oldestFirst);

        assertThat(found(search("paged").limit(4))).containsExactlyElementsOf(oldestFirst);
    }

    @Test
    void saysWhenItStoppedEarlyAndGoesOnFromThere() throws Exception {
        List<TraceId> newestFirst = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            TraceId id = random.traceId();
            write(
                    id,
                    List.of(Spans.of(id, 1)
                            .service("many")
                            .start(-i)
                            .tag("n", (long) i)
                            .build()));
            newestFirst.add(id);
        }
        TraceReader narrow = storage().readerWithin(7, Duration.ofSeconds(60));
        List<TraceId> found = new ArrayList<>();
        int early = 0;
        SearchPage page = narrow.search(search("many").limit(1000).build(null));
        while (true) {
            page.traces().forEach(trace -> found.add(trace.traceId()));
            if (!page.complete()) {
                early++;
                assertThat(page.incompleteReason())
                        .matches("stopped after \\d+ index entries; go on with the next page, or narrow the search");
            }
            if (page.nextCursor() == null) {
                break;
            }
            page = narrow.search(search("many").limit(1000).build(page.nextCursor()));
        }

        assertThat(found).containsExactlyElementsOf(newestFirst);
        assertThat(early).isPositive();
        assertThat(page.complete()).isTrue();
    }

    @Test
    void findsOnlyWhatHasArrivedSinceAMinute() throws Exception {
        long now = Instant.now().toEpochMilli() * 1_000_000;
        TraceId late = random.traceId();
        TraceId tooLate = random.traceId();
        Spans lateSpan = Spans.of(late, 1).service("late").startAt(now - HOUR / 12);
        Spans tooLateSpan = Spans.of(tooLate, 1).service("late").startAt(now - HOUR / 2);
        write(late, List.of(lateSpan.build()));
        write(tooLate, List.of(tooLateSpan.build()));
        TraceQuery all = TraceQuery.between(now - HOUR, now).where(Predicate.equal(Field.SERVICE, "late"));

        assertThat(found(all)).containsExactly(late, tooLate);
        assertThat(found(all.arrivedSince(now - SECONDS.toNanos(15)))).containsExactly(late);
        assertThat(found(all.arrivedSince(now + HOUR / 30))).isEmpty();
    }

    private List<TraceId> found(TraceQuery query) {
        SearchPage page = storage().reader().search(query);
        assertThat(page.complete()).isTrue();
        return page.traces().stream().map(TraceSummary::traceId).toList();
    }

    @Test
    void refusesACursorOfAnotherSearch() throws Exception {
        for (int i = 0; i < 2; i++) {
            TraceId id = random.traceId();
            write(id, List.of(Spans.of(id, 1).service("cursor").start(i).build()));
        }
        String cursor =
                storage().reader().search(search("cursor").limit(1).build(null)).nextCursor();
        assertThat(cursor).isNotNull();

        for (TraceQuery other : List.of(
                search("other").build(cursor),
                search("cursor").tag("a", "b").build(cursor),
                search("cursor").build("nonsense"),
                search("cursor").build("*"),
                search("cursor").build(cursor + "AAAA"))) {
            assertThatThrownBy(() -> storage().reader().search(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the cursor does not belong to this search");
        }
    }

    static Searching search(@Nullable String service) {
        return new Searching(service);
    }

    final List<TraceId> found(Searching search) {
        List<TraceId> found = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            SearchPage page = storage().reader().search(search.build(cursor));
            assertThat(page.complete()).isTrue();
            page.traces().forEach(trace -> found.add(trace.traceId()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }

    final void write(TraceId id, List<Span> spans) throws Exception {
        storage().writer().write(id, spans).toCompletableFuture().get(60, SECONDS);
    }

    private List<Span> spans(TraceId id, int count) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spans.add(random.span(id));
        }
        return spans;
    }

    private static List<Span> sorted(List<Span> spans) {
        return spans.stream().sorted(BY_START).toList();
    }
}
