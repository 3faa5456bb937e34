// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.query.testing.TestSpan;
import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.Resource;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.SpanPages;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Traces that are large for the memory that answers may take. The in-memory store reports 1,500 bytes a span. */
@Tag("once")
@Timeout(180)
class LargeTraceTest {
    private static final int SPANS = 20_000;
    private static final long ALL_DETAILS = SPANS * 1_500L;
    private static final TraceId LARGE = new TraceId(1, 1);
    private static final TraceId SMALL = new TraceId(1, 2);

    private final InMemoryTraces traces =
            new InMemoryTraces().add(spans(LARGE, SPANS)).add(spans(SMALL, 3));

    /** Waits, or fails, after the first page of the large trace. */
    private static final class Interrupted implements TraceReader {
        final TraceReader all;
        /** A permit for each request of the large trace that has read its first page. */
        final Semaphore firstPages = new Semaphore(0);

        final CountDownLatch goOn = new CountDownLatch(1);
        volatile boolean fails;

        Interrupted(TraceReader all) {
            this.all = all;
        }

        @Override
        public boolean spans(TraceId traceId, SpanPages pages) {
            return all.spans(traceId, (spans, heapBytes) -> {
                boolean more = pages.take(spans, heapBytes);
                if (traceId.equals(LARGE)) {
                    interrupt();
                }
                return more;
            });
        }

        private void interrupt() {
            if (fails) {
                throw new StorageUnavailableException("the node is gone");
            }
            firstPages.release();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Returns when one more request of the large trace has read its first page. */
        void awaitFirstPage() throws InterruptedException {
            assertThat(firstPages.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public NameList<String> services() {
            return all.services();
        }

        @Override
        public NameList<Resource> resources(String service) {
            return all.resources(service);
        }

        @Override
        public NameList<Operation> operations(String service) {
            return all.operations(service);
        }

        @Override
        public SearchPage search(TraceQuery query, @Nullable TraceFilter filter) {
            return all.search(query, filter);
        }
    }

    @Test
    void isGivenWholeWhereThereIsMemory() {
        try (QueryService service = QueryService.start(traces, 2 * ALL_DETAILS)) {
            JsonNode answer = service.get("/api/v1/traces/" + LARGE).json();

            assertThat(answer.get("complete").asBoolean()).isTrue();
            assertThat(answer.get("detailed").asBoolean()).isTrue();
            assertThat(answer.get("incompleteReason").asText()).isEmpty();
            assertThat(answer.get("spans")).hasSize(SPANS);
            assertThat(answer.at("/spans/1/attributes/key").asText()).isEqualTo("value");
        }
    }

    @Test
    void losesTheDetailsOfItsSpansBeforeItLosesSpans() {
        try (QueryService service = QueryService.start(traces, ALL_DETAILS)) {
            JsonNode answer = service.get("/api/v1/traces/" + LARGE).json();

            assertThat(answer.get("complete").asBoolean()).isFalse();
            assertThat(answer.get("detailed").asBoolean()).isFalse();
            assertThat(answer.get("incompleteReason").asText())
                    .isEqualTo("The trace is too large for the memory of one answer: attributes, events and links are"
                            + " left out.");
            assertThat(answer.get("spans")).hasSize(SPANS);
            assertThat(answer.get("missingCount").asInt()).isZero();
            answer.get("spans")
                    .forEach(span -> assertThat(span.get("attributes")).isEmpty());
        }
    }

    @Test
    void isCutWhereEvenThatIsTooMuch() {
        try (QueryService service = QueryService.start(traces, ALL_DETAILS / 4)) {
            JsonNode answer = service.get("/api/v1/traces/" + LARGE).json();

            assertThat(answer.get("complete").asBoolean()).isFalse();
            assertThat(answer.get("spanCount").asInt()).isBetween(1_000, SPANS / 2);
            assertThat(answer.get("incompleteReason").asText())
                    .startsWith("The trace is too large for the memory of one answer: only "
                            + answer.get("spanCount").asInt()
                            + " spans are here, without attributes, events and links.");
        }
    }

    @Test
    void isAlwaysWholeAsOtlp() {
        try (QueryService service = QueryService.start(traces, 1 << 20)) {
            JsonNode document = service.get("/api/v1/traces/" + LARGE + "/otlp").json();

            List<String> ids = document.findValuesAsText("spanId");
            assertThat(ids).hasSize(SPANS);
            assertThat(new HashSet<>(ids)).hasSize(SPANS);
            assertThat(document.findValues("attributes")).hasSizeGreaterThan(SPANS);
        }
    }

    @Test
    void isRefusedWithATimeToWaitWhileAnotherHoldsTheMemory() throws Exception {
        Interrupted reader = new Interrupted(traces);
        try (QueryService service = QueryService.start(reader, 2 * ALL_DETAILS, Duration.ofMillis(10))) {
            CompletableFuture<HttpAnswer> first = ask(service, LARGE);
            reader.awaitFirstPage();
            CompletableFuture<HttpAnswer> second = ask(service, LARGE);
            assertThat(service.get("/api/v1/traces/" + SMALL).status()).isEqualTo(200);

            traces.add(spans(SMALL, SPANS));
            HttpAnswer refused = service.get("/api/v1/traces/" + SMALL);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("2");
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.json().get("detail").asText())
                    .isEqualTo("Other answers take the memory for queries (dapper.query.memory-percent of the heap):"
                            + " try again shortly.");
            reader.goOn.countDown();
            assertThat(first.get().json().get("complete").asBoolean()).isTrue();
            second.get();
            // A client may have read the whole answer before its memory is released.
            while (!service.get("/metrics").body().contains("dapper_query_answer_memory_bytes 0.0\n")) {
                Thread.onSpinWait();
            }
            assertThat(service.get("/api/v1/traces/" + SMALL).status()).isEqualTo(200);
            assertThat(service.get("/metrics").body()).doesNotContain("dapper_query_answers_refused_total 0.0\n");
        }
    }

    @Test
    void waitsForTheMemoryOfAnother() throws Exception {
        Interrupted reader = new Interrupted(traces);
        try (QueryService service = QueryService.start(reader, 2 * ALL_DETAILS)) {
            CompletableFuture<HttpAnswer> first = ask(service, LARGE);
            reader.awaitFirstPage();
            CompletableFuture<HttpAnswer> second = ask(service, LARGE);
            // Else the third could take the memory that the second begins with, and two would wait.
            reader.awaitFirstPage();
            traces.add(spans(SMALL, SPANS));
            CompletableFuture<HttpAnswer> third = ask(service, SMALL);
            while (!service.get("/metrics").body().contains("dapper_query_answers_waiting 1.0\n")) {
                assertThat(third).isNotDone();
            }

            reader.goOn.countDown();

            for (CompletableFuture<HttpAnswer> answer : List.of(first, second, third)) {
                assertThat(answer.get().status()).isEqualTo(200);
                assertThat(answer.get().json().get("complete").asBoolean()).isTrue();
            }
            assertThat(service.get("/metrics").body()).contains("dapper_query_answers_refused_total 0.0\n");
        }
    }

    @Test
    void breaksOffVisiblyWhenTheStoreFailsHalfWay() {
        Interrupted reader = new Interrupted(traces);
        reader.fails = true;
        try (QueryService service = QueryService.start(reader, ALL_DETAILS)) {
            assertThatThrownBy(() -> service.get("/api/v1/traces/" + LARGE + "/otlp"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(IOException.class);
            assertThat(service.get("/api/v1/traces/" + LARGE).status()).isEqualTo(503);
        }
    }

    private static CompletableFuture<HttpAnswer> ask(QueryService service, TraceId id) {
        return CompletableFuture.supplyAsync(
                () -> service.get("/api/v1/traces/" + id), runnable -> new Thread(runnable).start());
    }

    private static List<Span> spans(TraceId id, int count) {
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            spans.add(TestSpan.span(id, i, i / 2, i, i + 1_000_000)
                    .attribute("key", "value")
                    .build());
        }
        return spans;
    }
}
