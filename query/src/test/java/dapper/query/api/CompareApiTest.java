// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompareApiTest {
    private static final TraceId A = new TraceId(0, 0xa);
    private static final TraceId B = new TraceId(0, 0xb);
    private static final long START = 1_790_000_000_000_000_000L;
    private static final long MS = 1_000_000;

    private final InMemoryTraces traces = new InMemoryTraces();

    @Test
    void placesTwoTracesSideBySide() {
        traces.add(List.of(
                span(A, 1, 0, START, START + 10 * MS)
                        .name("GET /")
                        .service("shop")
                        .build(),
                span(A, 2, 1, START + MS, START + 3 * MS)
                        .name("old")
                        .service("shop")
                        .build()));
        traces.add(List.of(
                span(B, 3, 0, START + 50 * MS, START + 90 * MS)
                        .name("GET /")
                        .service("shop")
                        .error("")
                        .build(),
                span(B, 4, 3, START + 49 * MS, START + 60 * MS)
                        .name("new")
                        .service("stock")
                        .build()));
        try (QueryService service = QueryService.start(traces)) {
            JsonNode answer = service.get("/api/v1/traces/a/compare/b").json();

            assertThat(answer.get("counts"))
                    .hasToString("{\"same\":0,\"slower\":1,\"faster\":0,\"added\":1,\"removed\":1}");
            assertThat(answer.at("/a/traceId").asText()).isEqualTo(A.toString());
            assertThat(answer.at("/a/rootOperation").asText()).isEqualTo("GET /");
            assertThat(answer.at("/b/durationNanos").asLong()).isEqualTo(40 * MS);
            assertThat(answer.at("/b/errorCount").asInt()).isEqualTo(1);
            assertThat(answer.get("lines").findValuesAsText("change")).containsExactly("slower", "removed", "added");
            assertThat(answer.at("/lines/0/b"))
                    .hasToString("{\"spanId\":\"0000000000000003\",\"startNanos\":0,\"durationNanos\":40000000,"
                            + "\"selfNanos\":30000000,\"failed\":true}");
            assertThat(answer.at("/lines/1/b").isNull()).isTrue();
            assertThat(answer.at("/lines/2/a").isNull()).isTrue();
            assertThat(answer.at("/lines/2/b/startNanos").asLong()).isEqualTo(-MS);
            assertThat(answer.at("/lines/2/service").asText()).isEqualTo("stock");
        }
    }

    @Test
    void namesTheIdThatIsWrong() {
        traces.add(List.of(span(A, 1, 0, START, START + MS).build()));
        try (QueryService service = QueryService.start(traces)) {
            assertProblem(service.get("/api/v1/traces/a/compare/b"), 404, "otherId");
            assertProblem(service.get("/api/v1/traces/b/compare/a"), 404, "traceId");
            assertProblem(service.get("/api/v1/traces/a/compare/x"), 400, "otherId");
            assertProblem(service.get("/api/v1/traces/x/compare/a"), 400, "traceId");
        }
    }

    @Test
    void placesATraceBesideTheMediansOfItsPattern() {
        for (int i = 0; i < 5; i++) {
            TraceId id = new TraceId(1, 1 + i);
            long start = START + i * 1_000 * MS;
            traces.add(List.of(
                    span(id, 1, 0, start, start + (10 + i) * MS).name("GET /").build(),
                    span(id, 2, 1, start + MS, start + (3 + i) * MS)
                            .name("SELECT")
                            .build()));
        }
        TraceId slow = new TraceId(2, 1);
        traces.add(List.of(
                span(slow, 1, 0, START, START + 100 * MS).name("GET /").build(),
                span(slow, 2, 1, START + 2 * MS, START + 92 * MS).name("SELECT").build(),
                span(slow, 3, 1, START + 92 * MS, START + 95 * MS)
                        .name("SELECT")
                        .build()));
        traces.add(List.of(span(A, 1, 0, START, START + MS).name("GET /").build()));
        traces.add(List.of(
                span(B, 1, 0, START - 7_200_000 * MS, START - 7_199_000 * MS)
                        .name("GET /")
                        .build(),
                span(B, 2, 1, START - 7_200_000 * MS, START - 7_199_500 * MS)
                        .name("SELECT")
                        .build()));
        try (QueryService service = QueryService.start(traces)) {
            JsonNode answer = service.get("/api/v1/traces/" + slow + "/usual").json();

            assertThat(answer.get("samples").asInt()).isEqualTo(5);
            assertThat(answer.get("usualDurationNanos").asLong()).isEqualTo(12 * MS);
            assertThat(answer.get("complete").asBoolean()).isTrue();
            assertThat(answer.at("/trace/durationNanos").asLong()).isEqualTo(100 * MS);
            assertThat(answer.get("lines").findValuesAsText("change")).containsExactly("slower", "slower", "added");
            assertThat(answer.at("/lines/0/usual"))
                    .hasToString("{\"startNanos\":0,\"durationNanos\":12000000,\"selfNanos\":8000000}");
            assertThat(answer.at("/lines/1/usual/durationNanos").asLong()).isEqualTo(4 * MS);
            assertThat(answer.at("/lines/2/usual").isNull()).isTrue();

            JsonNode alone = service.get("/api/v1/traces/" + A + "/usual").json();
            assertThat(alone.get("samples").asInt()).isZero();
            assertThat(alone.get("usualDurationNanos").isNull()).isTrue();
            assertThat(alone.at("/lines/0/change").asText()).isEqualTo("same");

            assertProblem(service.get("/api/v1/traces/ffff/usual"), 404, "traceId");
            assertProblem(service.get("/api/v1/traces/x/usual"), 400, "traceId");
            traces.add(List.of(span(new TraceId(3, 3), 2, 1, START, START + MS).build()));
            assertProblem(service.get("/api/v1/traces/" + new TraceId(3, 3) + "/usual"), 400, "traceId");
        }
    }

    @Test
    void refusesTracesThatAreTooLargeTogether() {
        traces.add(spans(A)).add(spans(B));
        try (QueryService service = QueryService.start(traces, 16L << 20)) {
            HttpAnswer refused = service.get("/api/v1/traces/a/compare/b");

            assertProblem(refused, 400, "otherId");
            assertThat(refused.json().get("detail").asText())
                    .startsWith("What is compared is too large for the memory");
        }
        try (QueryService service = QueryService.start(traces, 40L << 20)) {
            JsonNode answer = service.get("/api/v1/traces/a/compare/b").json();

            assertThat(answer.at("/counts/same").asInt()).isEqualTo(10_000);
        }
    }

    private static List<Span> spans(TraceId id) {
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= 10_000; i++) {
            spans.add(span(id, i, i / 2, START + i, START + i + MS).build());
        }
        return spans;
    }

    private static void assertProblem(HttpAnswer answer, int status, String parameter) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("parameter").asText()).isEqualTo(parameter);
    }
}
