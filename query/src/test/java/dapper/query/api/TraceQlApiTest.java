// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.storage.TraceId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceQlApiTest {
    private static final TraceId GOOD = new TraceId(0x11, 0x1);
    private static final TraceId FAILED = new TraceId(0x22, 0x2);
    private static final long MS = 1_000_000;
    private final long now = Instant.now().toEpochMilli() * MS;
    private final InMemoryTraces traces = new InMemoryTraces();
    private QueryService service;

    @BeforeEach
    void start() {
        traces.add(List.of(
                span(GOOD, 1, 0, now - 9_000 * MS, now - 8_000 * MS)
                        .service("front")
                        .name("GET /cart")
                        .attribute("http.route", "/cart")
                        .build(),
                span(GOOD, 2, 1, now - 8_900 * MS, now - 8_800 * MS)
                        .service("stock")
                        .build(),
                span(GOOD, 3, 1, now - 8_700 * MS, now - 8_600 * MS)
                        .service("stock")
                        .build()));
        traces.add(List.of(
                span(FAILED, 4, 0, now - 5_000 * MS, now - 4_000 * MS)
                        .service("front")
                        .build(),
                span(FAILED, 5, 4, now - 4_900 * MS, now - 4_800 * MS)
                        .service("stock")
                        .error("none left")
                        .build()));
        service = QueryService.start(traces);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void findsTracesByStructureAndGivesTheSpans() {
        JsonNode page = search("{ resource.service.name = \"front\" } > { status = error } | select(statusMessage)")
                .json();

        assertThat(page.get("complete").asBoolean()).isTrue();
        assertThat(page.get("traces").findValuesAsText("traceId")).containsExactly(FAILED.toString());
        assertThat(page.at("/traces/0/spanSets").toString())
                .isEqualTo("[{\"matched\":1,\"values\":{},\"spans\":[{\"spanId\":\"0000000000000005\","
                        + "\"service\":\"stock\",\"name\":\"span\",\"startUnixNanos\":\"" + (now - 4_900 * MS)
                        + "\",\"durationNanos\":100000000,\"values\":{\"span:statusMessage\":\"none left\"}}]}]");
    }

    @Test
    void givesTheValuesOfGroups() {
        JsonNode page = search("{ } | by(resource.service.name) | count() > 1").json();

        assertThat(page.get("traces").findValuesAsText("traceId")).containsExactly(GOOD.toString());
        assertThat(page.at("/traces/0/spanSets/0/values").toString())
                .isEqualTo("{\"by(resource.service.name)\":\"stock\",\"count()\":2}");
        assertThat(page.at("/traces/0/spanSets/0/matched").asInt()).isEqualTo(2);
    }

    @Test
    void findsTracesWithoutAMatch() {
        assertThat(found("{ resource.service.name = \"front\" } && !{ status = error }"))
                .containsExactly(GOOD.toString());
    }

    @Test
    void isInTheTimeRangeByTheSpansOfTheFirstStage() {
        String range = "&start=" + (now - 8_750 * MS) + "&end=" + now;

        assertThat(found("{ resource.service.name = \"stock\" }", range))
                .containsExactly(FAILED.toString(), GOOD.toString());
        assertThat(found("{ name = \"GET /cart\" }", range)).isEmpty();
    }

    @Test
    void givesEachTraceOnOnePage() {
        List<String> found = new ArrayList<>();
        String path = "/api/v1/traces?limit=1&q=" + encoded("{ duration > 50ms } >> { }");
        while (path != null) {
            JsonNode page = service.get(path).json();
            found.addAll(page.get("traces").findValuesAsText("traceId"));
            path = page.get("next").isNull() ? null : page.get("next").asText();
        }

        assertThat(found).containsExactly(FAILED.toString(), GOOD.toString());
    }

    @Test
    void namesThePlaceOfAnError() {
        HttpAnswer answer = search("{ resource.service.name = }");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.get("parameter").asText()).isEqualTo("q");
        assertThat(problem.get("detail").asText()).startsWith("Line 1, column 27: expected ");
        assertThat(problem.at("/syntax/line").asInt()).isEqualTo(1);
        assertThat(problem.at("/syntax/column").asInt()).isEqualTo(27);
        assertThat(problem.at("/syntax/found").asText()).isEqualTo("`}`");
    }

    @Test
    void suggestsACorrection() {
        assertThat(search("{ duratoin > 5ms }").json().at("/syntax/suggestion").asText())
                .contains("duration");
    }

    @Test
    void givesThePlacesOfTheSelectedSpansInTheTree() {
        assertThat(matches(GOOD, "{ resource.service.name = \"stock\" }").toString())
                .isEqualTo("{\"complete\":true,\"incompleteReason\":\"\",\"lineCount\":3,\"positions\":[1,2]}");
        assertThat(matches(GOOD, "{ name = \"GET /cart\" } > { duration = 100ms } | by(span:id)")
                        .at("/positions")
                        .toString())
                .isEqualTo("[1,2]");
        assertThat(matches(GOOD, "{ status = error }").at("/positions")).isEmpty();
        assertThat(service.get("/api/v1/traces/" + GOOD + "/matches")
                        .json()
                        .get("detail")
                        .asText())
                .isEqualTo("Give a query in TraceQL as q, such as { status = error }.");
        assertThat(service.get("/api/v1/traces/33/matches?q=" + encoded("{}")).status())
                .isEqualTo(404);
    }

    private JsonNode matches(TraceId id, String query) {
        return service.get("/api/v1/traces/" + id + "/matches?q=" + encoded(query))
                .json();
    }

    @Test
    void refusesMetrics() {
        HttpAnswer answer = search("{ } | rate()");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText())
                .isEqualTo(
                        "In this query, metrics functions such as rate() compute series, which"
                                + " /api/v1/metrics/query_range answers; end the query before the function to find its traces.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service=a", "operation=a", "tag=a:b", "minDuration=1s", "maxDuration=1s", "error=true"})
    void refusesFiltersBesideAQuery(String filter) {
        HttpAnswer answer = service.get("/api/v1/traces?q=" + encoded("{ }") + "&" + filter);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText())
                .isEqualTo(
                        filter.replaceAll("=.*", "") + " cannot stand beside q: write the condition into the query.");
    }

    private HttpAnswer search(String query) {
        return service.get("/api/v1/traces?q=" + encoded(query));
    }

    private List<String> found(String query) {
        return found(query, "");
    }

    private List<String> found(String query, String more) {
        return service.get("/api/v1/traces?q=" + encoded(query) + more)
                .json()
                .get("traces")
                .findValuesAsText("traceId");
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
