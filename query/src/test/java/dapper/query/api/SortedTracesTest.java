// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.Resource;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.SpanPages;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedTracesTest {
    private static final long SECOND = 1_000_000_000;
    private static final int TRACES = 1_203;

    /** Pages of as many traces as a page of storage may have, without end. */
    private static final class Endless implements TraceReader {
        private final AtomicLong nanos = new AtomicLong();
        private final long nanosOfAPage;
        private int pages;

        Endless(long nanosOfAPage) {
            this.nanosOfAPage = nanosOfAPage;
        }

        @Override
        public SearchPage search(TraceQuery query, @Nullable TraceFilter filter) {
            nanos.addAndGet(nanosOfAPage);
            TraceFilter search = Objects.requireNonNull(filter);
            if (pages == 0) {
                search.tooLarge(new TraceId(7, 7), 5_000);
                search.gaps("a damaged index block was left out");
            }
            List<TraceSummary> traces = new ArrayList<>();
            for (int i = 0; i < query.limit(); i++) {
                TraceId id = new TraceId(1, pages * 1_000L + i);
                search.accept(Trace.of(
                        id, new ArrayList<>(List.of(span(id, 1, 0, 15, 15 + i).build()))));
                traces.add(new TraceSummary(id, "front", "GET /", false, 15, i, 1, 0, List.of()));
            }
            pages++;
            return new SearchPage(traces, "after-" + pages, pages > 1, pages > 1 ? "" : "stopped", 7);
        }

        @Override
        public boolean spans(TraceId traceId, SpanPages taker) {
            throw new UnsupportedOperationException();
        }

        @Override
        public NameList<String> services() {
            throw new UnsupportedOperationException();
        }

        @Override
        public NameList<Resource> resources(String service) {
            throw new UnsupportedOperationException();
        }

        @Override
        public NameList<Operation> operations(String service) {
            throw new UnsupportedOperationException();
        }
    }

    /** Counts the searches that look at all traces. */
    private static final class Counting implements TraceReader {
        private final TraceReader traces;
        private final AtomicInteger ofAll = new AtomicInteger();

        Counting(TraceReader traces) {
            this.traces = traces;
        }

        @Override
        public SearchPage search(TraceQuery query, @Nullable TraceFilter filter) {
            if (query.traceId() == null) {
                ofAll.incrementAndGet();
            }
            return traces.search(query, filter);
        }

        @Override
        public boolean spans(TraceId traceId, SpanPages taker) {
            return traces.spans(traceId, taker);
        }

        @Override
        public NameList<String> services() {
            return traces.services();
        }

        @Override
        public NameList<Resource> resources(String service) {
            return traces.resources(service);
        }

        @Override
        public NameList<Operation> operations(String service) {
            return traces.operations(service);
        }
    }

    private final TraceQuery range = TraceQuery.between(0, 100).withLimit(3);
    private final TraceQlSearch search = TraceQlSearch.of(new Parameters(Map.of(), SearchParameters.NAMES), range);

    private SortedTraces.Answer read(Endless reader) {
        AnswerMemory memory = new AnswerMemory(64 << 20, Duration.ZERO, 1, 1);
        try (AnswerMemory.Share share = Objects.requireNonNull(memory.open())) {
            return new SortedTraces(search, TraceOrder.of("-duration"), reader.nanos::get).read(reader, range, share);
        }
    }

    @Test
    void endsAfterTheMostTracesAndStatesWhatItHasNotLookedAt() {
        Endless reader = new Endless(0);

        SortedTraces.Answer answer = read(reader);

        assertThat(answer.found()).isEqualTo(SortedTraces.MOST_TRACES);
        assertThat(answer.page().traces())
                .extracting(TraceSummary::durationNanos)
                .containsExactly(999L, 999L, 999L);
        assertThat(answer.page().nextCursor()).isEqualTo("-duration:999:00000000000000010000000000000bb7");
        assertThat(answer.page().complete()).isFalse();
        assertThat(answer.page().incompleteReason())
                .isEqualTo("trace 00000000000000070000000000000007 is too large for a search, 5000 spans of it were"
                        + " read; a damaged index block was left out; stopped after 50000 traces that match, so others"
                        + " may come before these; narrow the search");
        assertThat(answer.page().indexRowsRead()).isEqualTo(7L * reader.pages);
    }

    @Test
    void keepsTheMatchesOfAPageOnly() {
        SortedTraces.Answer answer = read(new Endless(0));

        assertThat(answer.page().traces())
                .allSatisfy(
                        trace -> assertThat(search.spanSets(trace.traceId())).hasSize(1));
        assertThat(search.spanSets(new TraceId(1, 0))).isEmpty();
    }

    @Test
    void endsAfterTheMostTime() {
        Endless reader = new Endless(SortedTraces.MOST_NANOS / 3 + 1);

        assertThat(read(reader).found()).isEqualTo(3_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "-duration", "duration", "-spans", "spans", "-errors", "errors"})
    void givesEachTraceOnceInTheOrderOfAllResults(String sort) {
        Random random = new Random(5);
        InMemoryTraces traces = new InMemoryTraces();
        for (int i = 1; i <= TRACES; i++) {
            traces.add(oneOf(new TraceId(0, i), random));
        }
        List<JsonNode> given = new ArrayList<>();
        Counting counting = new Counting(traces);
        try (QueryService service = QueryService.start(counting)) {
            String path = "/api/v1/traces?limit=500&sort=" + sort;
            while (path != null) {
                JsonNode page = service.get(path).json();
                page.get("traces").forEach(given::add);
                assertThat(page.get("found").asInt()).isEqualTo(TRACES);
                assertThat(page.get("sort").asText()).isEqualTo(sort);
                assertThat(page.get("complete").asBoolean()).isTrue();
                path = page.get("next").isNull() ? null : page.get("next").asText();
            }
        }

        assertThat(counting.ofAll)
                .as("pages of storage, all for the first page")
                .hasValue(2);
        assertThat(given).hasSize(TRACES);
        assertThat(given).extracting(trace -> trace.get("traceId").asText()).doesNotHaveDuplicates();
        Comparator<Long> order = sort.startsWith("-") ? Comparator.reverseOrder() : Comparator.naturalOrder();
        assertThat(given).extracting(trace -> number(sort, trace)).isSortedAccordingTo(order);
    }

    private static long number(String sort, JsonNode trace) {
        return switch (sort.replace("-", "")) {
            case "start" -> trace.get("startUnixNanos").asLong();
            case "duration" -> trace.get("durationNanos").asLong();
            case "spans" -> trace.get("spanCount").asLong();
            default -> trace.get("errorCount").asLong();
        };
    }

    private static List<Span> oneOf(TraceId id, Random random) {
        long start = Instant.now().toEpochMilli() * 1_000_000 - random.nextLong(60, 3_000) * SECOND;
        List<Span> spans = new ArrayList<>();
        int count = random.nextInt(1, 6);
        for (int i = 1; i <= count; i++) {
            var span = span(id, i, i == 1 ? 0 : 1, start, start + random.nextLong(1, 50) * SECOND / 10);
            spans.add(random.nextInt(3) == 0 ? span.error("failed").build() : span.build());
        }
        return spans;
    }
}
