// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A search stops at any point when its time is over, and the next page continues from there. */
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(300)
@Tag("once")
class SearchTimeTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final int SERVICES = 12;
    private static final int HOURS = 8;
    private static final int LARGE_SPANS = 12_000;
    private static final TraceId LARGE = new TraceId(100, 1);

    private final CassandraStorage storage;

    SearchTimeTest(CassandraStorage storage) {
        this.storage = storage;
    }

    @BeforeAll
    static void writeTraces(CassandraStorage storage) throws Exception {
        for (int service = 0; service < SERVICES; service++) {
            for (int hour = 0; hour < HOURS; hour++) {
                TraceId id = new TraceId(1 + service, 1 + hour);
                write(
                        storage,
                        id,
                        List.of(Spans.of(id, 1)
                                .service("s" + service)
                                .start(-hour * HOUR)
                                .tag("hour", (long) hour)
                                .build()));
            }
        }
        List<Span> large = new ArrayList<>();
        for (int i = 1; i <= LARGE_SPANS; i++) {
            large.add(Spans.of(LARGE, i)
                    .service("large")
                    .start(i)
                    .tag("payload", "x".repeat(300))
                    .build());
        }
        write(storage, LARGE, large);
        for (int i = 1; i <= 3; i++) {
            TraceId id = new TraceId(101, i);
            write(
                    storage,
                    id,
                    List.of(Spans.of(id, 1).service("large").start(-i).build()));
        }
    }

    /**
     * A clock that advances a second per reading: the time is over after a fixed number of readings, on any machine.
     */
    private TraceReader readerOf(int looks) {
        AtomicLong seconds = new AtomicLong();
        return storage.readerWithin(
                1_000_000, Duration.ofSeconds(looks), () -> SECONDS.toNanos(seconds.getAndIncrement()));
    }

    /** Needs the first spans of a trace only. */
    private record FirstSpans(AtomicInteger seen) implements TraceFilter {
        @Override
        public OptionalLong accept(Trace trace) {
            throw new IllegalStateException("a whole trace");
        }

        @Override
        public SpanBySpan spanBySpan(TraceId traceId) {
            return new SpanBySpan() {
                @Override
                public boolean add(List<Span> spans) {
                    return seen.addAndGet(spans.size()) < 100;
                }

                @Override
                public OptionalLong newest() {
                    return OptionalLong.of(Spans.EPOCH);
                }
            };
        }

        @Override
        public String identity() {
            return "first spans";
        }
    }

    @Test
    void readsOnlyAsMuchOfATraceAsTheFilterNeeds() {
        FirstSpans filter = new FirstSpans(new AtomicInteger());

        SearchPage page = storage.reader()
                .search(new Searching("large").tag("payload", "x".repeat(300)).build(null), filter);

        assertThat(page.traces()).extracting(TraceSummary::traceId).containsExactly(LARGE);
        assertThat(page.complete()).isTrue();
        assertThat(filter.seen().get()).isBetween(100, LARGE_SPANS - 1);
    }

    @Test
    void readsNoIndexForATraceThatIsNamed() {
        TraceQuery named =
                TraceQuery.between(Spans.EPOCH - HOUR, Spans.EPOCH + HOUR).ofTrace(LARGE);

        SearchPage page = storage.reader().search(named.where(Predicate.equal(Field.SERVICE, "large")));
        SearchPage other = storage.reader().search(named.where(Predicate.equal(Field.SERVICE, "s1")));

        assertThat(page.traces()).extracting(TraceSummary::traceId).containsExactly(LARGE);
        assertThat(page.traces().get(0).spanCount()).isEqualTo(LARGE_SPANS);
        assertThat(other.traces()).isEmpty();
        assertThat(page.indexRowsRead() + other.indexRowsRead()).isZero();
        assertThat(page.complete() && other.complete()).isTrue();
    }

    @Test
    void stopsAmongPartitionsInWhichNothingIs() {
        Searching nobodyHasIt = new Searching(null).tag("nobody", "has it");
        int incomplete = 0;
        int finished = 0;
        for (int looks = 2; looks < 220; looks += 7) {
            List<SearchPage> pages = pages(readerOf(looks), nobodyHasIt);

            pages.forEach(page -> assertThat(page.traces()).isEmpty());
            incomplete += pages.size() - 1;
            SearchPage last = pages.get(pages.size() - 1);
            if (last.complete()) {
                finished++;
            } else {
                assertThat(last.incompleteReason())
                        .isEqualTo("stopped after " + looks + "000 ms and 0 index entries; narrow the search");
            }
        }
        assertThat(incomplete).isGreaterThan(20);
        assertThat(finished).isGreaterThan(5);
    }

    @Test
    void findsEverythingOnceOverPagesThatStoppedEarly() {
        List<TraceId> expected = ids(pages(storage.reader(), new Searching(null).tag("hour", 3L)));
        assertThat(expected).hasSize(SERVICES);
        int finished = 0;
        for (int looks = 40; looks < 450; looks += 23) {
            List<SearchPage> pages = pages(readerOf(looks), new Searching(null).tag("hour", 3L));

            assertThat(ids(pages)).doesNotHaveDuplicates().isSubsetOf(expected);
            if (pages.get(pages.size() - 1).complete()) {
                finished++;
                assertThat(ids(pages)).isEqualTo(expected);
            }
        }
        assertThat(finished).isGreaterThan(3);
    }

    @Test
    void passesATraceThatIsTooLargeAndGoesOnBehindIt() {
        int passed = 0;
        for (int looks = 4; looks < 100; looks += 3) {
            List<SearchPage> pages = pages(readerOf(looks), new Searching("large"));

            Map<TraceId, Integer> counts = new HashMap<>();
            for (SearchPage page : pages) {
                for (TraceSummary trace : page.traces()) {
                    assertThat(counts.put(trace.traceId(), trace.spanCount()))
                            .as("trace %s with %d looks", trace.traceId(), looks)
                            .isNull();
                }
            }
            boolean partly = pages.stream()
                    .anyMatch(
                            page -> page.incompleteReason().contains("trace " + LARGE + " is too large for this time"));
            boolean toTheEnd = !pages.get(pages.size() - 1).incompleteReason().contains("stopped after");
            if (partly && toTheEnd) {
                passed++;
                assertThat(counts)
                        .containsOnlyKeys(LARGE, new TraceId(101, 1), new TraceId(101, 2), new TraceId(101, 3));
                assertThat(counts.get(LARGE)).isBetween(5_000, LARGE_SPANS);
            }
        }
        assertThat(passed).isPositive();
    }

    private static List<SearchPage> pages(TraceReader reader, Searching search) {
        List<SearchPage> pages = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            SearchPage page = reader.search(search.build(cursor));
            assertThat(page.complete()).isEqualTo(page.incompleteReason().isEmpty());
            pages.add(page);
            cursor = page.nextCursor();
        } while (cursor != null);
        return pages;
    }

    private static List<TraceId> ids(List<SearchPage> pages) {
        return pages.stream()
                .flatMap(page -> page.traces().stream())
                .map(TraceSummary::traceId)
                .toList();
    }

    private static void write(CassandraStorage storage, TraceId id, List<Span> spans) throws Exception {
        storage.writer().write(id, spans).toCompletableFuture().get(60, SECONDS);
    }
}
