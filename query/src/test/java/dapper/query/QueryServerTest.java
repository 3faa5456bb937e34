// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.sampling.testing.ReservedPort;
import dapper.server.StartException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryServerTest {
    private final InMemoryTraces traces = new InMemoryTraces();
    private QueryService service;

    @BeforeEach
    void start() {
        service = QueryService.start(traces);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void saysClearlyThatThePortIsTaken() {
        String taken = Integer.toString(service.port());

        assertThatThrownBy(() -> QueryService.start(traces, "dapper.query.port", taken))
                .isInstanceOf(StartException.class)
                .hasMessage("port " + taken + " is already in use; stop the other process or set --dapper.query.port");
    }

    @Test
    void freesThePortOnClose() {
        try (ReservedPort reserved = new ReservedPort()) {
            String port = Integer.toString(reserved.number());
            QueryService.start(traces, "dapper.query.port", port).close();

            try (QueryService again = QueryService.start(traces, "dapper.query.port", port)) {
                assertThat(again.get("/health/live").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void isAliveWithoutTheStoreButReadyOnlyWithIt() {
        assertThat(service.get("/health/ready").body()).isEqualTo("ready\n");
        traces.goDown(true);

        assertThat(service.get("/health/live").body()).isEqualTo("live\n");
        // The answer of the last second is kept.
        while (service.get("/health/ready").status() != 503) {
            Thread.onSpinWait();
        }
        assertThat(service.get("/health/ready").body()).isEqualTo("not ready: the trace store does not answer\n");
    }

    @Test
    void countsRequestsByPathPatternAndStatus() {
        service.get("/api/v1/traces/1");
        service.get("/api/v1/traces/2");
        service.get("/api/v1/services");
        service.get("/api/v1/no-such-path");

        String[] lines = {
            "dapper_query_requests_total{path=\"/api/v1/traces/{traceId}\",status=\"404\"} 2.0\n",
            "dapper_query_requests_total{path=\"/api/v1/services\",status=\"200\"} 1.0\n",
            "dapper_query_requests_total{path=\"none\",status=\"404\"} 1.0\n",
            "dapper_query_request_duration_seconds_bucket{path=\"/api/v1/services\",le=\"+Inf\"} 1\n",
            "dapper_query_request_duration_seconds_count{path=\"/api/v1/traces/{traceId}\"} 2\n",
            "dapper_query_request_duration_seconds_count{path=\"/api/v1/services\"} 1\n",
            "dapper_query_request_duration_seconds_count{path=\"none\"} 1\n"
        };

        HttpAnswer metrics = metricsOnceCounted(lines);

        assertThat(metrics.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body()).contains(lines).doesNotContain("no-such-path");
    }

    /** A request is counted after its answer, and one of its metrics after the other. */
    private HttpAnswer metricsOnceCounted(String... lines) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        HttpAnswer metrics = service.get("/metrics");
        while (!Stream.of(lines).allMatch(metrics.body()::contains) && System.nanoTime() - deadline < 0) {
            metrics = service.get("/metrics");
        }
        return metrics;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/search", "/trace/abc", "/viewer/app.js", "/api/v1/services", "/api/v1/nothing", "/nothing"
            })
    void tellsBrowsersToTrustNothingElse(String path) {
        HttpAnswer answer = service.get(path);

        assertThat(answer.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self' 'sha256-")
                .contains("frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Server")).isNull();
    }

    @Test
    void servesTheViewerWithoutAnythingFromElsewhere() {
        String html = service.get("/").body();

        assertThat(html).doesNotContain("${").doesNotContain("http://").doesNotContain("https://");
        List<String> modules = Pattern.compile("\"(/(?:webjars|viewer)/[^\"]+\\.(?:js|css|svg))\"")
                .matcher(html)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(modules).hasSizeGreaterThan(5);
        for (String module : modules) {
            assertThat(service.get(module).status()).as(module).isEqualTo(200);
        }
    }

    @Test
    void letsBrowsersKeepFilesAndAskWhetherTheyChanged() {
        HttpAnswer first = service.get("/viewer/app.js");
        HttpAnswer again = service.get("/viewer/app.js", "If-None-Match", first.header("ETag"));
        Matcher lit = Pattern.compile("\"(/webjars/lit/[^\"]+index.js)\"")
                .matcher(service.get("/").body());

        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(first.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(lit.find()).isTrue();
        assertThat(service.get(lit.group(1)).header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(service.get("/api/v1/services").header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void compressesFilesAndAnswers() {
        HttpAnswer file = service.get("/viewer/app.js", "Accept-Encoding", "gzip");
        HttpAnswer document = service.get("/api/v1/openapi.json", "Accept-Encoding", "gzip");

        assertThat(file.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(document.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(service.get("/viewer/app.js").header("Content-Encoding")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/viewer/index.html",
                "/viewer/none.js",
                "/viewer/..%2fopenapi.json",
                "/viewer/%2e%2e/dapper/query/openapi.json",
                "/webjars/lit/3.3.2/package.json",
                "/webjars/uplot/1.6.30/dist/uPlot.cjs.js",
                "/webjars/../../dapper/query/openapi.json",
                "/webjars/javalin/x.js"
            })
    void servesNothingButTheViewersFiles(String path) {
        assertThat(service.get(path).status()).isIn(400, 404);
    }

    @Test
    void showsAPersonAPageWhereAProgramGetsAProblem() {
        HttpAnswer person = service.get("/serach", "Accept", "text/html,*/*");
        HttpAnswer program = service.get("/serach");

        assertThat(person.status()).isEqualTo(404);
        assertThat(person.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(person.body()).contains("<dapper-app>");
        assertThat(program.header("Content-Type")).isEqualTo("application/problem+json");
    }
}
