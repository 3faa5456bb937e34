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
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsApiTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long T0 = 1_700_000_000L * SECOND;
    private static final TraceId ONE = new TraceId(0x11, 0x1);
    private static final TraceId OTHER = new TraceId(0x22, 0x2);
    private static final String RANGE = "&start=1700000000&end=1700000020&step=10s";
    private final InMemoryTraces traces = new InMemoryTraces();
    private QueryService service;

    @BeforeEach
    void start() {
        traces.add(List.of(
                span(ONE, 1, 0, T0 + SECOND, T0 + 3 * SECOND)
                        .service("front")
                        .traceState("ot=th:c")
                        .build(),
                span(ONE, 2, 1, T0 + 2 * SECOND, T0 + 3 * SECOND)
                        .service("stock")
                        .traceState("ot=th:c")
                        .build()));
        traces.add(List.of(span(OTHER, 3, 0, T0 + 12 * SECOND, T0 + 15 * SECOND)
                .service("front")
                .build()));
        service = QueryService.start(traces);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void answersWithSeriesAndTheirErrors() {
        assertThat(query("{ } | count_over_time() by (resource.service.name, .a)", RANGE)
                        .body())
                .isEqualTo("{\"series\":["
                        + "{\"labels\":{\"resource.service.name\":\"front\",\".a\":null},\"values\":[0.0,4.0,1.0],"
                        + "\"standardErrors\":[0.0,3.4641016151377544,0.0],\"exemplars\":[]},"
                        + "{\"labels\":{\"resource.service.name\":\"stock\",\".a\":null},\"values\":[0.0,4.0,0.0],"
                        + "\"standardErrors\":[0.0,3.4641016151377544,0.0],\"exemplars\":[]}],"
                        + "\"complete\":true,\"incompleteReason\":\"\","
                        + "\"completeFromUnixNanos\":\"1700000000000000000\","
                        + "\"firstUnixNanos\":\"1700000000000000000\",\"stepNanos\":10000000000,\"points\":3,"
                        + "\"traces\":2,\"tracesWithoutProbability\":1,\"indexRowsRead\":0}");
    }

    @Test
    void givesExamples() {
        JsonNode series = query("{ } | max_over_time(duration)", RANGE + "&exemplars=10")
                .json()
                .at("/series/0");

        assertThat(series.get("values").toString()).isEqualTo("[null,2.0,3.0]");
        assertThat(series.get("standardErrors").isNull()).isTrue();
        assertThat(series.get("exemplars").toString())
                .isEqualTo("[{\"traceId\":\"" + ONE + "\",\"spanId\":\"0000000000000001\","
                        + "\"startUnixNanos\":\"1700000001000000000\",\"durationNanos\":2000000000,\"value\":2.0},"
                        + "{\"traceId\":\"" + OTHER + "\",\"spanId\":\"0000000000000003\","
                        + "\"startUnixNanos\":\"1700000012000000000\",\"durationNanos\":3000000000,\"value\":3.0}]");
        assertThat(query("{ } | rate() with (exemplars = true)", RANGE)
                        .json()
                        .at("/series/0/exemplars")
                        .size())
                .isEqualTo(2);
        assertThat(query("{ } | rate()", RANGE).json().at("/series/0/exemplars").size())
                .isZero();
    }

    @Test
    void endsNowByDefault() {
        JsonNode answer = query("{ } | rate()", "").json();

        assertThat(answer.get("stepNanos").asLong()).isEqualTo(15 * SECOND);
        assertThat(answer.get("points").asInt()).isBetween(241, 242);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            { } | rat() → q → Line 1, column 7: expected
            { } → q → In this query, a metrics function is missing: end it with one such as | rate(), or search for its traces.
            { } | rate() with (sample = 0.1) → q → In this query, the hint sample is not supported; leave it out.
            { } | rate()&step=x → step → step must be a number with a unit
            { } | rate()&step=1ms → step → step must be at least 1818513ns, because a series has at most 11000 points.
            { } | rate()&step=0s → step → step must be longer than 0.
            { } | rate()&start=1700000020 → start → start must be before end.
            { } | rate()&exemplars=-1 → exemplars → exemplars must be a whole number from 0 to 1000, not "-1".
            { } | rate()&limit=3 → limit → Unknown parameter "limit": this path takes end, exemplars, q, start, step.
            """)
    void refuses(String request, String parameter, String detail) {
        String[] parts = request.split("&", 2);
        String more = parts.length == 1 ? "" : "&" + parts[1];
        String start = more.contains("start=") ? "" : "&start=1700000000";

        HttpAnswer answer = query(parts[0], more + start + "&end=1700000020");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("parameter").asText()).isEqualTo(parameter);
        assertThat(answer.json().get("detail").asText()).startsWith(detail);
    }

    @Test
    void needsAQuery() {
        HttpAnswer answer = service.get("/api/v1/metrics/query_range");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).isEqualTo("The parameter q is missing.");
    }

    @Test
    void passesOnWhyTracesAreMissing() {
        traces.stopEarly("stopped after 5 index entries; narrow the search");

        JsonNode answer = query("{ } | rate()", RANGE).json();

        assertThat(answer.get("complete").asBoolean()).isFalse();
        assertThat(answer.get("incompleteReason").asText())
                .isEqualTo("stopped after 5 index entries; narrow the search");
        assertThat(answer.get("completeFromUnixNanos").isNull()).isTrue();
    }

    @Test
    void namesALimitThatWasHit() {
        traces.add(LongStream.range(100, 1_200)
                .mapToObj(id -> span(OTHER, id, 3, T0 + SECOND, T0 + SECOND).build())
                .toList());

        JsonNode answer = query("{ } | rate() by (span:id)", RANGE).json();

        assertThat(answer.get("complete").asBoolean()).isFalse();
        assertThat(answer.get("incompleteReason").asText())
                .isEqualTo("there are more than 1000 series, and 103 values of others are left out");
        assertThat(answer.get("series").size()).isEqualTo(1_000);
    }

    private HttpAnswer query(String query, String more) {
        return service.get("/api/v1/metrics/query_range?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more);
    }
}
