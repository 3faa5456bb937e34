// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.Attributes;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A filter sees whole traces only, and these stay within the memory of one search. */
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(300)
@Tag("once")
class SearchMemoryTest {
    private static final long MEMORY_BYTES = 1 << 20;
    private static final int SMALL_SPANS = 40;
    /** Of about 10 kB each, so that one small trace takes nearly half of the memory. */
    private static final int LARGE_SPANS = 300;

    private static final TraceId LARGE = new TraceId(2, 2);

    private final CassandraStorage storage;

    SearchMemoryTest(CassandraStorage storage) {
        this.storage = storage;
    }

    @BeforeAll
    static void writeTraces(CassandraStorage storage) throws Exception {
        for (int i = 1; i <= 8; i++) {
            write(storage, new TraceId(1, i), "many", -i, SMALL_SPANS);
        }
        write(storage, new TraceId(2, 1), "large", -1, SMALL_SPANS);
        write(storage, LARGE, "large", -2, LARGE_SPANS);
        write(storage, new TraceId(2, 3), "large", -3, SMALL_SPANS);
    }

    private static void write(CassandraStorage storage, TraceId id, String service, long seconds, int count)
            throws Exception {
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            spans.add(Spans.of(id, i)
                    .service(service)
                    .start(SECONDS.toNanos(seconds))
                    .tag("payload", "x".repeat(10_000))
                    .build());
        }
        storage.writer().write(id, spans).toCompletableFuture().get(60, SECONDS);
    }

    /** Accepts whole traces, and fails if it is given another. */
    private static class WholeTraces implements TraceFilter {
        @Override
        public OptionalLong accept(Trace trace) {
            assertThat(trace.spans()).hasSize(trace.id().equals(LARGE) ? LARGE_SPANS : SMALL_SPANS);
            return trace.spans().stream().mapToLong(Span::startUnixNanos).max();
        }

        @Override
        public String identity() {
            return "whole";
        }
    }

    @Test
    void readsTracesOneAfterTheOtherThatHaveNoRoomTogether() {
        SearchPage page =
                storage.readerWithin(MEMORY_BYTES).search(new Searching("many").build(null), new WholeTraces());

        assertThat(page.traces())
                .extracting(TraceSummary::traceId)
                .containsExactly(
                        new TraceId(1, 1),
                        new TraceId(1, 2),
                        new TraceId(1, 3),
                        new TraceId(1, 4),
                        new TraceId(1, 5),
                        new TraceId(1, 6),
                        new TraceId(1, 7),
                        new TraceId(1, 8));
        assertThat(page.complete()).as(page.incompleteReason()).isTrue();
    }

    @Test
    void namesATraceThatHasNoRoomAlone() {
        SearchPage page =
                storage.readerWithin(MEMORY_BYTES).search(new Searching("large").build(null), new WholeTraces());

        assertThat(page.traces())
                .extracting(TraceSummary::traceId)
                .containsExactly(new TraceId(2, 1), new TraceId(2, 3));
        assertThat(page.complete()).isFalse();
        assertThat(page.nextCursor()).isNull();
        assertThat(page.incompleteReason())
                .matches("trace " + LARGE + " is too large for the memory of a search, \\d+ spans of it were read;"
                        + " narrow the search");
    }

    @Test
    void holdsALargeTraceWithoutTheDetailsThatItsFilterDoesNotNeed() {
        SearchPage page = storage.readerWithin(MEMORY_BYTES)
                .search(new Searching("large").build(null), new WholeTraces() {
                    @Override
                    public List<Span> needed(List<Span> spans) {
                        return spans.stream().map(Span::withoutDetails).toList();
                    }

                    @Override
                    public OptionalLong accept(Trace trace) {
                        assertThat(trace.spans()).extracting(Span::attributes).containsOnly(Attributes.EMPTY);
                        return super.accept(trace);
                    }
                });

        assertThat(page.traces())
                .extracting(TraceSummary::traceId)
                .containsExactly(new TraceId(2, 1), LARGE, new TraceId(2, 3));
        assertThat(page.complete()).as(page.incompleteReason()).isTrue();
    }

    @Test
    void goesOnBehindATraceThatHasNoRoom() {
        TraceReader reader = storage.readerWithin(MEMORY_BYTES);
        List<TraceId> found = new ArrayList<>();
        int incomplete = 0;
        @Nullable String cursor = null;
        do {
            SearchPage page = reader.search(new Searching("large").limit(1).build(cursor), new WholeTraces());
            page.traces().forEach(trace -> found.add(trace.traceId()));
            incomplete += page.complete() ? 0 : 1;
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(found).containsExactly(new TraceId(2, 1), new TraceId(2, 3));
        assertThat(incomplete).isOne();
    }

    @Test
    void needsNoMemoryWithoutAFilter() {
        SearchPage page = storage.readerWithin(MEMORY_BYTES).search(new Searching("large").build(null));

        assertThat(page.traces())
                .extracting(TraceSummary::traceId)
                .containsExactly(new TraceId(2, 1), LARGE, new TraceId(2, 3));
        assertThat(page.complete()).as(page.incompleteReason()).isTrue();
    }
}
