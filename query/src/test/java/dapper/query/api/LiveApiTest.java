// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.storage.TraceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class LiveApiTest {
    private static final String ERRORS = "/api/v1/traces/live?q=%7B%20status%20%3D%20error%20%7D";
    private static final long SECOND = 1_000_000_000L;

    private final InMemoryTraces traces = new InMemoryTraces();
    private QueryService service;

    @BeforeEach
    void start() {
        add(1, true);
        service = QueryService.start(traces, "dapper.query.live.max-tails", "1");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void sendsNewTracesThatMatch() throws Exception {
        try (Events events = follow()) {
            assertThat(events.response.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(events.response.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(events.next("search")).isEqualTo("{\"query\":\"{ span:status = error }\"}");
            events.awaitFirstLook();
            add(2, false);
            add(3, true);

            String trace = events.next("trace");

            assertThat(trace).startsWith("{\"traceId\":\"00000000000000000000000000000003\",\"rootService\":");
            assertThat(trace).contains("\"spanSets\":[{\"matched\":1,");
            traces.goDown(true);
            assertThat(events.next("problem")).contains("The trace store does not answer at the moment.");
        }
    }

    @Test
    void sendsTracesWhoseSpansArriveMinutesLate() throws Exception {
        add(2, true, 500 * SECOND);
        try (Events events = follow()) {
            events.next("search");
            events.awaitFirstLook();
            add(3, true, 700 * SECOND);
            add(4, true, 500 * SECOND);
            add(5, true, 90 * SECOND);

            assertThat(List.of(events.next("trace"), events.next("trace")))
                    .extracting(trace -> trace.substring(0, 45))
                    .containsExactlyInAnyOrder(start(4), start(5));
        }
    }

    private static String start(int id) {
        return "{\"traceId\":\"0000000000000000000000000000000" + id + "\"";
    }

    @Test
    void refusesWhatIsTooMuchUntilAClientHasLeft() throws Exception {
        try (Events events = follow()) {
            events.next("search");
            HttpAnswer refused = service.get(ERRORS);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("2");
            assertThat(refused.json().get("detail").asText())
                    .isEqualTo("As many clients follow searches as the 1 of dapper.query.live.max-tails:"
                            + " close a live tail, or try again later.");
        }
        // The server notices at its next sign of life.
        HttpResponse<InputStream> again;
        do {
            again = open();
        } while (again.statusCode() == 503);
        try (InputStream body = again.body()) {
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(body.read()).isPositive();
        }
    }

    @Test
    void refusesQueriesAsASearchDoes() {
        HttpAnswer wrong = service.get("/api/v1/traces/live?q=%7B");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().get("parameter").asText()).isEqualTo("q");
        assertThat(service.get("/api/v1/traces/live?start=1").status()).isEqualTo(400);
    }

    @Test
    void endsWithTheServer() throws Exception {
        try (Events events = follow()) {
            events.next("search");

            service.close();

            assertThat(events.rest()).noneMatch(line -> line.startsWith("event: trace"));
        }
    }

    private void add(long id, boolean failed) {
        add(id, failed, 0);
    }

    private void add(long id, boolean failed, long age) {
        long now = Instant.now().toEpochMilli() * 1_000_000 - age;
        var made = span(new TraceId(0, id), id, 0, now - SECOND, now);
        traces.add(List.of((failed ? made.error("failed") : made).build()));
    }

    private HttpResponse<InputStream> open() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(service.url(ERRORS))).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private Events follow() throws IOException, InterruptedException {
        return new Events(open());
    }

    private final class Events implements AutoCloseable {
        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        private Events(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** Returns the data of the next event, which must have this name. */
        String next(String name) throws IOException {
            String line = lines.readLine();
            while (line != null && !line.startsWith("event: ")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("event: " + name);
            return lines.readLine().substring("data: ".length());
        }

        void awaitFirstLook() {
            while (!service.get("/metrics").body().contains("dapper_query_live_looks_total 1.0")) {
                Thread.onSpinWait();
            }
        }

        Stream<String> rest() {
            return lines.lines();
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }
}
