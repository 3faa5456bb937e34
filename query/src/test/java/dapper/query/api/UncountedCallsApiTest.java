// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.resource;
import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryCalls;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.query.testing.TestSpan;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.ServiceProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that processes record without counting them, alone and beside processes that count. */
class UncountedCallsApiTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long T0 = 1_700_000_040L * SECOND;
    private static final String RANGE = "start=1700000040&end=1700000640";
    /** A trace that was kept with the probability 1/4. */
    private static final String QUARTER = "ot=th:c";

    private final InMemoryCalls calls = new InMemoryCalls();
    private final InMemoryTraces traces = new InMemoryTraces();
    private QueryService service;

    @BeforeEach
    void start() {
        service = QueryService.start(traces, calls);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static TestSpan of(Resource process, TraceId trace, long id, long parent, SpanKind kind) {
        return span(trace, id, parent, T0 + id * SECOND, T0 + id * SECOND + 1_000_000)
                .resource(process)
                .name("work")
                .kind(kind)
                .traceState(QUARTER);
    }

    private static Resource agent(String name, String instance) {
        return resource(name, "service.instance.id", instance, "telemetry.distro.name", "dapper-javaagent");
    }

    /** A process of OpenTelemetry's SDK, which has no distribution. */
    private static Resource sdk(String name, String instance) {
        return resource(name, "service.instance.id", instance, "telemetry.sdk.name", "opentelemetry");
    }

    private void counts(String name, String instance, CallKind kind, String peer, int number) {
        CallSeries series = new CallSeries();
        for (int i = 0; i < number; i++) {
            series.durations().add(1_000_000);
        }
        calls.add(new CallReport(
                new ServiceProcess(name, instance, "", "java", ""),
                T0 + SECOND,
                T0 + 11 * SECOND,
                Map.of(new CallKey(kind, "work", peer, "", ""), series)));
    }

    private JsonNode get(String path) {
        HttpAnswer answer = service.get(path + RANGE);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** The calls of a service, as {@code exact 3} or {@code estimated 3}. */
    private String metrics(String of, String parameters) {
        JsonNode answer = get("/api/v1/services/" + of + "/metrics?step=10m&" + parameters);
        long sum = 0;
        for (JsonNode each : answer.get("calls")) {
            sum += each.asLong();
        }
        return (answer.get("estimated").asBoolean() ? "estimated " : "exact ") + sum;
    }

    private Map<String, String> graph() {
        JsonNode graph = get("/api/v1/dependencies?");
        assertThat(graph.get("complete").asBoolean()).as(graph.toString()).isTrue();
        Map<String, String> numbers = new TreeMap<>();
        graph.get("nodes")
                .forEach(node -> numbers.put(
                        node.get("name").asText(),
                        (node.get("estimated").asBoolean() ? "estimated " : "exact ") + node.get("calls")));
        graph.get("edges")
                .forEach(edge -> numbers.put(
                        edge.get("from").asText() + " > " + edge.get("to").asText(),
                        (edge.get("estimated").asBoolean() ? "estimated " : "exact ") + edge.get("calls")));
        return numbers;
    }

    @Test
    void estimatesTheEdgesOfAServiceThatCountsNone() {
        TraceId sampled = new TraceId(0x88, 0x88);
        traces.add(List.of(
                span(sampled, 1, 0, T0 + SECOND, T0 + 3 * SECOND)
                        .service("foreign")
                        .kind(SpanKind.SERVER)
                        .traceState("ot=th:c")
                        .build(),
                span(sampled, 2, 1, T0 + SECOND, T0 + 2 * SECOND)
                        .service("foreign")
                        .kind(SpanKind.CLIENT)
                        .attribute("http.request.method", "GET")
                        .attribute("server.address", "stock")
                        .traceState("ot=th:c")
                        .build(),
                span(sampled, 3, 2, T0 + SECOND, T0 + 2 * SECOND)
                        .resource(agent("stock", "s"))
                        .kind(SpanKind.SERVER)
                        .traceState("ot=th:c")
                        .build()));
        counts("stock", "s", CallKind.HTTP_SERVER, "", 9);

        assertThat(graph())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "foreign", "estimated 4",
                        "service:foreign > service:stock", "estimated 4",
                        "stock", "exact 9"));
    }

    /** The rows of all services, as {@code front: exact 10}. */
    private List<String> summaries() {
        JsonNode answer = get("/api/v1/service-summaries?step=60s&");
        assertThat(answer.get("complete").asBoolean()).as(answer.toString()).isTrue();
        List<String> rows = new ArrayList<>();
        for (JsonNode each : answer.get("services")) {
            long ofSteps = 0;
            for (JsonNode calls : each.get("callsOfSteps")) {
                ofSteps += calls.asLong();
            }
            assertThat(ofSteps).isEqualTo(each.get("calls").asLong());
            rows.add(each.get("service").asText() + ": "
                    + (each.get("estimated").asBoolean() ? "estimated " : "exact ") + ofSteps
                    + (each.get("firstUnixNanos").isNull() && each.get("day").isNull() ? " of spans" : ""));
        }
        return rows;
    }

    @Test
    void summarisesServicesThatCountSomeOfTheirCallsOrNone() {
        counts("counting", "a", CallKind.HTTP_SERVER, "", 7);
        counts("part", "counting", CallKind.HTTP_SERVER, "", 10);
        TraceId trace = new TraceId(4, 4);
        traces.add(List.of(
                of(agent("counting", "a"), trace, 1, 0, SpanKind.SERVER).build(),
                of(sdk("part", "foreign"), trace, 2, 1, SpanKind.SERVER).build(),
                of(sdk("recording", "r"), trace, 3, 2, SpanKind.SERVER)
                        .error("broken")
                        .build(),
                of(sdk("recording", "r"), trace, 4, 3, SpanKind.CLIENT).build()));

        assertThat(summaries())
                .containsExactly("counting: exact 7", "part: estimated 14", "recording: estimated 4 of spans");
        assertThat(get("/api/v1/service-summaries?").at("/services/2/errors").asLong())
                .isEqualTo(4);
    }

    @Test
    void countsOneInstanceAndEstimatesAnother() {
        counts("front", "counting", CallKind.HTTP_SERVER, "", 10);
        counts("front", "counting", CallKind.DATABASE, "postgresql shop", 5);
        TraceId trace = new TraceId(5, 5);
        traces.add(List.of(
                of(agent("front", "counting"), trace, 1, 0, SpanKind.SERVER).build(),
                of(sdk("front", "foreign"), trace, 2, 1, SpanKind.SERVER).build(),
                of(sdk("front", "foreign"), trace, 3, 2, SpanKind.CLIENT)
                        .attribute("db.system", "postgresql")
                        .attribute("db.name", "shop")
                        .build()));

        assertThat(metrics("front", "")).isEqualTo("estimated 14");
        assertThat(metrics("front", "kind=db.client&")).isEqualTo("estimated 9");
        assertThat(metrics("front", "kind=http.client&")).isEqualTo("exact 0");
        assertThat(graph())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "front", "estimated 14",
                        "postgresql shop", "exact 0",
                        "service:front > database:postgresql shop", "estimated 9"));
        JsonNode operations = get("/api/v1/services/front/operations?");
        assertThat(operations.get("estimated").asBoolean()).isTrue();
        assertThat(operations.at("/operations/0/calls").asInt()).isEqualTo(14);
    }

    @Test
    void estimatesTheKindsThatAnSdkDoesNotCount() {
        counts("shop", "1", CallKind.HTTP_SERVER, "", 10);
        counts("shop", "1", CallKind.HTTP_CLIENT, "pay.example:443", 3);
        TraceId trace = new TraceId(6, 6);
        traces.add(List.of(
                of(sdk("shop", "1"), trace, 1, 0, SpanKind.SERVER).build(),
                of(sdk("shop", "1"), trace, 2, 1, SpanKind.CLIENT)
                        .attribute("server.address", "pay.example")
                        .attribute("server.port", 443L)
                        .build(),
                of(sdk("shop", "1"), trace, 3, 1, SpanKind.CLIENT)
                        .attribute("db.system.name", "postgresql")
                        .attribute("db.namespace", "shop")
                        .build(),
                of(sdk("shop", "1"), trace, 4, 1, SpanKind.PRODUCER)
                        .attribute("messaging.system", "kafka")
                        .attribute("messaging.destination.name", "orders")
                        .build()));

        assertThat(metrics("shop", "")).as("own work").isEqualTo("exact 10");
        assertThat(metrics("shop", "kind=http.client&")).isEqualTo("exact 3");
        assertThat(metrics("shop", "kind=db.client&")).isEqualTo("estimated 4");
        assertThat(metrics("shop", "peer=kafka+orders&")).isEqualTo("estimated 4");
        assertThat(graph())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "shop", "exact 10",
                        "pay.example:443", "exact 0",
                        "postgresql shop", "exact 0",
                        "kafka orders", "exact 0",
                        "service:shop > host:pay.example:443", "exact 3",
                        "service:shop > database:postgresql shop", "estimated 4",
                        "service:shop > topic:kafka orders", "estimated 4"));
    }

    @Test
    void estimatesTheKindsThatOneOfTwoSdksDoesNotCount() {
        counts("shop", "all", CallKind.HTTP_SERVER, "", 10);
        counts("shop", "all", CallKind.DATABASE, "postgresql shop", 5);
        counts("shop", "http", CallKind.HTTP_SERVER, "", 20);
        TraceId trace = new TraceId(9, 9);
        List<Span> spans = new ArrayList<>();
        for (String instance : List.of("all", "http")) {
            spans.add(of(sdk("shop", instance), trace, 1 + spans.size(), 0, SpanKind.SERVER)
                    .build());
            spans.add(of(sdk("shop", instance), trace, 1 + spans.size(), spans.size(), SpanKind.CLIENT)
                    .attribute("db.system.name", "postgresql")
                    .attribute("db.namespace", "shop")
                    .build());
        }
        traces.add(spans);

        assertThat(metrics("shop", "")).as("own work, which both count").isEqualTo("exact 30");
        assertThat(metrics("shop", "kind=db.client&"))
                .as("5 that one counts, 1 / 0.25 of the other's span")
                .isEqualTo("estimated 9");
        assertThat(graph())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "shop", "exact 30",
                        "postgresql shop", "exact 0",
                        "service:shop > database:postgresql shop", "estimated 9"));
    }

    @Test
    void countsNoSpanOfAnAgentThatCounts() {
        counts("front", "1", CallKind.HTTP_SERVER, "", 10);
        TraceId trace = new TraceId(7, 7);
        traces.add(List.of(
                of(agent("front", "1"), trace, 1, 0, SpanKind.SERVER).build(),
                of(agent("front", "1"), trace, 2, 1, SpanKind.CLIENT)
                        .attribute("db.system.name", "postgresql")
                        .build()));

        assertThat(metrics("front", "")).isEqualTo("exact 10");
        assertThat(metrics("front", "kind=db.client&")).isEqualTo("exact 0");
        assertThat(graph()).isEqualTo(Map.of("front", "exact 10"));
    }

    @Test
    void estimatesNothingWhereNotAllCountedCallsWereRead() {
        counts("shop", "1", CallKind.HTTP_SERVER, "", 10);
        traces.add(List.of(
                of(sdk("shop", "1"), new TraceId(8, 8), 1, 0, SpanKind.CONSUMER).build()));
        calls.stopEarly("stopped after 3 rows");

        assertThat(metrics("shop", "")).isEqualTo("exact 10");
    }

    @Test
    void estimatesAFewServicesOnly() {
        for (int i = 0; i < 103; i++) {
            traces.add(List.of(span(new TraceId(0x99, i + 1), 1, 0, T0 + SECOND, T0 + 2 * SECOND)
                    .service("foreign-" + i)
                    .kind(SpanKind.SERVER)
                    .build()));
        }
        for (String path : List.of("/api/v1/dependencies?", "/api/v1/service-summaries?")) {
            JsonNode answer = service.get(path + RANGE).json();
            assertThat(answer.get("complete").asBoolean()).isFalse();
            assertThat(answer.get("incompleteReason").asText())
                    .isEqualTo("3 services with uncounted calls were not estimated");
        }
    }

    @Test
    void estimatesTheCallsOfAServiceThatCountsNone() {
        TraceId sampled = new TraceId(0x77, 0x78);
        traces.add(List.of(
                span(sampled, 1, 0, T0 + SECOND, T0 + 3 * SECOND)
                        .service("foreign")
                        .name("GET /old")
                        .kind(SpanKind.SERVER)
                        .traceState("ot=th:c")
                        .build(),
                span(sampled, 2, 1, T0 + 2 * SECOND, T0 + 3 * SECOND)
                        .service("foreign")
                        .name("SELECT")
                        .kind(SpanKind.CLIENT)
                        .attribute("db.system.name", "postgresql")
                        .attribute("db.namespace", "old")
                        .error("broken")
                        .traceState("ot=th:c")
                        .build()));

        JsonNode estimated = get("/api/v1/services/foreign/metrics?step=60s&");
        assertThat(estimated.get("estimated").asBoolean()).isTrue();
        assertThat(estimated.get("calls").get(1).asInt()).isEqualTo(4);
        assertThat(estimated.get("p50Nanos").get(1).asDouble()).isEqualTo(2e9);
        JsonNode queries = get("/api/v1/services/foreign/metrics?step=60s&peer=postgresql+old&");
        assertThat(queries.get("calls").get(1).asInt()).isEqualTo(4);
        assertThat(queries.get("errors").get(1).asInt()).isEqualTo(4);
        assertThat(get("/api/v1/services/foreign/operations?")
                        .at("/operations/0/operation")
                        .asText())
                .isEqualTo("GET /old");
    }
}
