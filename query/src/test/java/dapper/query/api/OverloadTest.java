// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.Resource;
import dapper.storage.SearchPage;
import dapper.storage.SpanPages;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OverloadTest {
    /** Gives no answer until it is released. */
    private static final class SlowReader implements TraceReader {
        final TraceReader traces = new InMemoryTraces();
        final CountDownLatch asked = new CountDownLatch(2);
        final CountDownLatch mayAnswer = new CountDownLatch(1);

        @Override
        public boolean spans(TraceId traceId, SpanPages pages) {
            return traces.spans(traceId, pages);
        }

        @Override
        public NameList<String> services() {
            asked.countDown();
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
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

        @Override
        public SearchPage search(TraceQuery query, @Nullable TraceFilter filter) {
            return traces.search(query, filter);
        }
    }

    @Test
    @Timeout(180)
    void turnsAwayWhatItCannotServeAtOnceAndRecovers() throws Exception {
        SlowReader reader = new SlowReader();
        try (QueryService service = QueryService.start(reader, "dapper.query.max-concurrent", "2")) {
            List<CompletableFuture<HttpAnswer>> waiting = List.of(ask(service), ask(service));
            assertThat(reader.asked.await(60, TimeUnit.SECONDS)).isTrue();

            HttpAnswer refused = service.get("/api/v1/traces");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("2");
            assertThat(refused.json().get("detail").asText())
                    .isEqualTo("Too many requests are waiting for the trace store: try again shortly.");
            assertThat(service.get("/health/live").status()).isEqualTo(200);

            reader.mayAnswer.countDown();
            for (CompletableFuture<HttpAnswer> answer : waiting) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
            assertThat(service.get("/api/v1/traces").status()).isEqualTo(200);
        }
    }

    private static CompletableFuture<HttpAnswer> ask(QueryService service) {
        return CompletableFuture.supplyAsync(
                () -> service.get("/api/v1/services"), runnable -> new Thread(runnable).start());
    }
}
