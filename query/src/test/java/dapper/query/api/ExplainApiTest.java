// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.resource;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.analysis.pattern.PathPart;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.query.testing.TestSpan;
import dapper.storage.TraceId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainApiTest {
    private static final long MS = 1_000_000;
    private static final long START = 1_790_000_000_000_000_000L;
    private static final String RANGE = "&start=" + START + "&end=" + (START + 3_600_000 * MS);
    private static final String SLOW = "selected=" + encoded("{ trace:duration > 1s }") + RANGE;

    private final InMemoryTraces traces = new InMemoryTraces();

    /** 20 slow traces of 100: those of version 2 with a retry, whose query takes long. */
    private void storeShop() {
        for (int i = 0; i < 100; i++) {
            TraceId id = new TraceId(7, i + 1);
            boolean slow = i % 5 == 0;
            long start = START + i * 1_000 * MS;
            long end = start + (slow ? 1_500 : 100) * MS;
            TestSpan query = span(id, 2, 1, start + 10 * MS, end - 10 * MS)
                    .name("SELECT")
                    .service("store");
            if (slow) {
                query.event(start + 20 * MS, "retry", "reason", "lock \"stock\"", "attempt", 2L);
            }
            traces.add(List.of(
                    span(id, 1, 0, start, end)
                            .name("GET /cart/" + (1_000 + i))
                            .resource(resource("front", "service.version", slow || i == 1 ? "2" : "1"))
                            .attribute("tags", slow ? List.of("retry", "mobile") : List.of("mobile"))
                            .attribute("attempt", slow ? 2L : 1L)
                            .attribute("ratio", slow ? 0.5 : 1.5)
                            .attribute("cached", !slow)
                            .attribute("note \"x\"", slow ? "a \"b\"\n" : "none")
                            .attribute("request.id", "r" + i)
                            .traceState("ot=th:8")
                            .build(),
                    query.build()));
        }
    }

    @Test
    void findsWhatSlowTracesHaveInCommon() {
        storeShop();
        try (QueryService service = QueryService.start(traces)) {
            JsonNode answer = service.get("/api/v1/explain?" + SLOW).json();

            assertThat(answer.get("complete").asBoolean()).isTrue();
            assertThat(answer.get("selected"))
                    .hasToString("{\"stored\":20,\"traces\":40.0,\"effective\":20.0,\"meanDurationNanos\":1.5E9}");
            assertThat(answer.at("/rest/traces").asDouble()).isEqualTo(160);
            assertThat(answer.get("fields").findValuesAsText("field"))
                    .containsExactlyInAnyOrder(
                            "event.attempt",
                            "event.reason",
                            "event:name",
                            "span.attempt",
                            "span.cached",
                            "span.\"note \\\"x\\\"\"",
                            "span.ratio",
                            "span.tags",
                            "resource.service.version")
                    .endsWith("resource.service.version");
            JsonNode version = answer.get("fields").get(8).get("values");
            assertThat(version.findValuesAsText("value")).containsExactly("2", "1");
            assertThat(version.get(0).get("restShare").asDouble()).isEqualTo(1 / 80.0);
            assertThat(version.get(0).get("chance").asDouble()).isLessThan(1e-12);
            assertThat(answer.at("/timings/0/operation").asText()).isEqualTo("SELECT");
            assertThat(answer.at("/timings/0/selectedNanos").asDouble()).isEqualTo(1_480.0 * MS);
            assertThat(answer.at("/timings/0/restNanos").asDouble()).isEqualTo(80.0 * MS);
            assertThat(answer.get("timings")).hasSize(1);
        }
    }

    @Test
    void givesQueriesThatFindTheTracesOfEachBar() {
        storeShop();
        try (QueryService service = QueryService.start(traces)) {
            JsonNode answer = service.get(
                            "/api/v1/explain?q=" + encoded("{ name =~ \"GET.*\" } | count() > 0") + "&" + SLOW)
                    .json();

            assertThat(answer.get("selectedQuery").asText())
                    .isEqualTo("({ span:name =~ \"GET.*\" } | count() > 0) && { trace:duration > 1s }");
            assertThat(answer.get("restQuery").asText())
                    .isEqualTo("({ span:name =~ \"GET.*\" } | count() > 0) && !{ trace:duration > 1s }");
            int values = 0;
            for (JsonNode field : answer.get("fields")) {
                for (JsonNode value : field.get("values")) {
                    String condition = " && " + value.get("condition").asText();
                    assertThat(found(service, answer.get("selectedQuery").asText() + condition))
                            .as("%s", condition)
                            .isEqualTo(value.get("selectedStored").asInt());
                    assertThat(found(service, answer.get("restQuery").asText() + condition))
                            .as("%s", condition)
                            .isEqualTo(value.get("restStored").asInt());
                    values++;
                }
            }
            assertThat(values).isEqualTo(14);
            assertThat(found(service, answer.at("/timings/0/condition").asText()))
                    .isEqualTo(100);
        }
    }

    @Test
    void findsOperationsWithIdsByAnExpression() {
        assertThat(Conditions.of(new PathPart("a", "GET /cart/{} (x)")))
                .isEqualTo("{ resource.service.name = \"a\" && span:name =~ \"GET /cart/.+ \\\\(x\\\\)\" }");
        storeShop();
        try (QueryService service = QueryService.start(traces)) {
            String query = Conditions.of(new PathPart("front", "GET /cart/{}"));
            assertThat(found(service, query)).isEqualTo(100);
        }
    }

    @Test
    void selectsByTimeToo() {
        storeShop();
        try (QueryService service = QueryService.start(traces)) {
            String path = "/api/v1/explain?" + SLOW + "&selectedStart=" + (START + 50_000 * MS) + "&selectedEnd="
                    + (START + 90_000 * MS);
            JsonNode answer = service.get(path).json();

            assertThat(answer.at("/selected/stored").asInt()).isEqualTo(8);
            assertThat(answer.at("/rest/stored").asInt()).isEqualTo(92);
            assertThat(answer.get("restQuery").isNull()).isTrue();
        }
    }

    @Test
    void statesThatItDidNotLookAtAllTraces() {
        storeShop();
        traces.stopEarly("stopped after 7 index entries");
        try (QueryService service = QueryService.start(traces)) {
            JsonNode answer = service.get("/api/v1/explain?" + SLOW).json();

            assertThat(answer.get("complete").asBoolean()).isFalse();
            assertThat(answer.get("incompleteReason").asText()).isEqualTo("stopped after 7 index entries");
        }
    }

    @Test
    void namesTheParameterThatIsWrong() {
        try (QueryService service = QueryService.start(traces)) {
            assertProblem(service.get("/api/v1/explain"), "selected");
            assertProblem(service.get("/api/v1/explain?selected=" + encoded("{ duratoin > 1s }")), "selected");
            assertProblem(service.get("/api/v1/explain?selected=" + encoded("{ } | rate()")), "selected");
            assertProblem(service.get("/api/v1/explain?q=" + encoded("{") + "&" + SLOW), "q");
            assertProblem(service.get("/api/v1/explain?selectedStart=5"), "selectedStart");
            assertProblem(
                    service.get("/api/v1/explain?selectedStart=2026-01-02T00:00:00Z&selectedEnd=2026-01-01T00:00:00Z"),
                    "selectedStart");
        }
    }

    private static int found(QueryService service, String query) {
        return service.get("/api/v1/traces?limit=1000&q=" + encoded(query) + RANGE)
                .json()
                .get("traces")
                .size();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void assertProblem(HttpAnswer answer, String parameter) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("parameter").asText()).isEqualTo(parameter);
    }
}
