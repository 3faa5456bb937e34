// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryCalls;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.query.testing.TestSpan;
import dapper.storage.Resource;
import dapper.storage.SpanKind;
import dapper.storage.TraceId;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.ServiceProcess;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calls between services, the operations of a service, and the summaries of all services. */
class DependenciesApiTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long T0 = 1_700_000_040L * SECOND;
    private static final String RANGE = "start=1700000040&end=1700000640";
    private static final TraceId RECORDED = new TraceId(1, 2);
    private static final CallKey GET = new CallKey(CallKind.HTTP_SERVER, "GET /", "", "200", "");
    private static final CallKey FAILED = new CallKey(CallKind.HTTP_SERVER, "GET /", "", "500", "500");

    private final InMemoryCalls calls = new InMemoryCalls();
    private final InMemoryTraces traces = new InMemoryTraces();
    private QueryService service;

    @BeforeEach
    void start() {
        traces.add(List.of(
                span(RECORDED, 1, 0, T0, T0 + 9).resource(own("front")).build(),
                span(RECORDED, 3, 1, T0 + 1, T0 + 8)
                        .resource(own("front"))
                        .kind(SpanKind.CLIENT)
                        .build(),
                span(RECORDED, 4, 3, T0 + 2, T0 + 7)
                        .resource(own("stock"))
                        .kind(SpanKind.SERVER)
                        .build()));
        calls.add(report("front", "a", "7", Map.of(GET, calls(100, 200), FAILED, calls(50))));
        calls.add(report(
                "front",
                "b",
                "8",
                Map.of(
                        new CallKey(CallKind.HTTP_CLIENT, "GET", "stock:80", "200", ""), withTrace(calls(10, 20)),
                        new CallKey(CallKind.HTTP_CLIENT, "GET", "stock:80", "503", "503"), calls(5),
                        new CallKey(CallKind.HTTP_CLIENT, "GET", "pay.example:443", "200", ""), calls(70),
                        new CallKey(CallKind.MESSAGING, "send orders", "kafka orders", "", ""), calls(1))));
        calls.add(report(
                "stock",
                "c",
                "1",
                Map.of(
                        GET,
                        calls(9, 19),
                        new CallKey(CallKind.PROCESSING, "process orders", "kafka orders", "", ""),
                        calls(3),
                        new CallKey(CallKind.DATABASE, "SELECT", "postgresql shop", "", ""),
                        calls(2, 2))));
        service = QueryService.start(traces, calls);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** A process of Dapper's agent. */
    private static Resource own(String service) {
        return TestSpan.resource(service, "telemetry.distro.name", "dapper-javaagent");
    }

    private static CallReport report(String service, String instance, String version, Map<CallKey, CallSeries> series) {
        return new CallReport(
                new ServiceProcess(service, instance, version, "java", "dapper 0.1"), T0, T0 + 10 * SECOND, series);
    }

    private static CallSeries calls(long... millis) {
        CallSeries series = new CallSeries();
        for (long each : millis) {
            series.durations().add(each * 1_000_000);
        }
        return series;
    }

    private static CallSeries withTrace(CallSeries series) {
        return withSpan(3, series);
    }

    private static CallSeries withSpan(long spanId, CallSeries series) {
        series.add(new CallExemplar(RECORDED, spanId, T0, 10_000_000));
        return series;
    }

    private JsonNode get(String path) {
        HttpAnswer answer = service.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("complete").asBoolean()).isTrue();
        return answer.json();
    }

    private static List<String> edges(JsonNode graph) {
        return StreamSupport.stream(graph.get("edges").spliterator(), false)
                .map(edge -> edge.get("from").asText() + " > " + edge.get("to").asText() + " "
                        + edge.get("kind").asText() + " " + edge.get("calls") + "/" + edge.get("errors"))
                .toList();
    }

    @Test
    void findsTheServiceBehindAHostByARecordedTrace() {
        JsonNode graph = get("/api/v1/dependencies?" + RANGE);

        assertThat(edges(graph))
                .containsExactly(
                        "service:front > host:pay.example:443 http.client 1/0",
                        "service:front > service:stock http.client 3/1",
                        "service:front > topic:kafka orders messaging.client 1/0",
                        "service:stock > database:postgresql shop db.client 2/0",
                        "topic:kafka orders > service:stock messaging.process 1/0");
        assertThat(graph.get("nodes").findValuesAsText("id"))
                .containsExactly(
                        "database:postgresql shop",
                        "host:pay.example:443",
                        "service:front",
                        "service:stock",
                        "topic:kafka orders");
        assertThat(graph.at("/nodes/2/calls").asInt()).isEqualTo(3);
        assertThat(graph.at("/nodes/2/errors").asInt()).isEqualTo(1);
        assertThat(graph.at("/edges/1/p50Nanos").asDouble()).isCloseTo(10e6, within(0.5e6));
        assertThat(graph.at("/edges/1/exemplars/0/traceId").asText()).isEqualTo(RECORDED.toString());
    }

    @Test
    void namesAHostAsTheCallerDoes() {
        traces.add(List.of(span(RECORDED, 5, 0, T0, T0 + 9)
                .resource(own("shop"))
                .kind(SpanKind.CLIENT)
                .attribute("service.peer.name", "bank")
                .build()));
        calls.add(report(
                "shop",
                "d",
                "1",
                Map.of(new CallKey(CallKind.HTTP_CLIENT, "GET", "10.0.0.7:443", "200", ""), withSpan(5, calls(40)))));

        assertThat(edges(get("/api/v1/dependencies?" + RANGE))).contains("service:shop > host:bank http.client 1/0");
    }

    @Test
    void namesThePeersOfAnEdge() {
        JsonNode graph = get("/api/v1/dependencies?" + RANGE);

        assertThat(graph.at("/edges/0/peers").toString()).isEqualTo("[\"pay.example:443\"]");
        assertThat(graph.at("/edges/1/peers").toString()).isEqualTo("[\"stock:80\"]");
        assertThat(graph.get("hostsToLookUp").asInt()).isZero();
        calls.add(report(
                "front",
                "a",
                "7",
                Map.of(
                        new CallKey(CallKind.HTTP_CLIENT, "GET", "10.0.0.7:80", "200", ""),
                        withTrace(calls(1, 1, 1, 1)))));
        JsonNode edge = get("/api/v1/dependencies?" + RANGE).at("/edges/1");
        assertThat(edge.get("peers").toString()).isEqualTo("[\"10.0.0.7:80\",\"stock:80\"]");
        assertThat(edge.get("calls").asInt()).isEqualTo(7);
    }

    @Test
    void showsCallersAndCalleesOfAService() {
        JsonNode around = get("/api/v1/services/stock/edges?" + RANGE);

        assertThat(edges(around))
                .containsExactly(
                        "service:front > service:stock http.client 3/1",
                        "service:stock > database:postgresql shop db.client 2/0",
                        "topic:kafka orders > service:stock messaging.process 1/0");
        assertThat(around.get("nodes")).hasSize(4);
        assertThat(get("/api/v1/services/nobody/edges?" + RANGE).get("nodes")).isEmpty();
    }

    @Test
    void listsOperations() {
        JsonNode own = get("/api/v1/services/front/operations?" + RANGE);
        assertThat(own.get("operations")).hasSize(1);
        JsonNode get = own.at("/operations/0");
        assertThat(get.get("kind").asText()).isEqualTo("http.server");
        assertThat(get.get("operation").asText()).isEqualTo("GET /");
        assertThat(get.get("calls").asInt()).isEqualTo(3);
        assertThat(get.get("errors").asInt()).isEqualTo(1);
        assertThat(get.get("rate").asDouble()).isEqualTo(3 / 600.0);
        assertThat(get.get("maxNanos").asLong()).isEqualTo(200_000_000);
        assertThat(get.get("sumNanos").asLong()).isEqualTo(350_000_000);
        assertThat(own.get("estimated").asBoolean()).isFalse();

        assertThat(get("/api/v1/services/front/operations?kind=http.client&" + RANGE)
                        .at("/operations/0/calls")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void summarisesServices() {
        JsonNode summaries = get("/api/v1/service-summaries?step=60s&" + RANGE);

        assertThat(summaries.get("services").findValuesAsText("service")).containsExactly("front", "stock");
        JsonNode front = summaries.at("/services/0");
        assertThat(front.get("instances").asInt()).isEqualTo(2);
        assertThat(front.get("versions").toString()).isEqualTo("[\"7\",\"8\"]");
        assertThat(front.get("agents").toString()).isEqualTo("[\"dapper 0.1\"]");
        assertThat(front.get("calls").asInt()).isEqualTo(3);
        assertThat(front.get("callsOfSteps").toString()).isEqualTo("[0,3,0,0,0,0,0,0,0,0,0]");
        assertThat(front.get("errorsOfSteps").toString()).isEqualTo("[0,1,0,0,0,0,0,0,0,0,0]");
        assertThat(front.at("/p95NanosOfSteps/0").isNull()).isTrue();
        assertThat(front.at("/p95NanosOfSteps/1").asDouble()).isCloseTo(200e6, within(10e6));
        assertThat(front.at("/p99NanosOfSteps/1").asDouble()).isCloseTo(200e6, within(10e6));
        assertThat(summaries.get("startUnixNanos").asText()).isEqualTo("1700000040000000000");
        assertThat(summaries.get("endUnixNanos").asText()).isEqualTo("1700000640000000000");
    }

    @Test
    void countsTheRateUpToTheEndOfTheTimeRange() {
        JsonNode front = get("/api/v1/service-summaries?step=60s&start=1700000040&end=1700000650")
                .at("/services/0");

        assertThat(front.get("callsOfSteps")).hasSize(12);
        assertThat(front.get("rate").asDouble()).isCloseTo(3 / 670.0, within(1e-9));
    }

    /** The 24 hours begin with whole ten minutes. */
    @ParameterizedTest
    @CsvSource({"1700086200, 3, 1, false", "1700086201, 0, 0, true"})
    void countsTheCallsOf24Hours(long end, long calls, long errors, boolean empty) {
        JsonNode day = get("/api/v1/service-summaries?lookback=10m&end=" + end).at("/services/0/day");

        assertThat(day.get("calls").asLong()).isEqualTo(calls);
        assertThat(day.get("errors").asLong()).isEqualTo(errors);
        assertThat(day.get("p99Nanos").isNull()).isEqualTo(empty);
    }

    @ParameterizedTest
    @CsvSource({"'', 500000000, 2, 0", "&apdex=60ms, 60000000, 0, 2", "&apdex=1ms, 1000000, 0, 0"})
    void hasTheInputsOfTheApdex(String parameter, long nanos, double satisfied, double tolerating) {
        JsonNode summaries = get("/api/v1/service-summaries?step=60s&" + RANGE + parameter);

        assertThat(summaries.get("apdexNanos").asLong()).isEqualTo(nanos);
        assertThat(summaries.at("/services/0/satisfied").asDouble()).isEqualTo(satisfied);
        assertThat(summaries.at("/services/0/tolerating").asDouble()).isEqualTo(tolerating);
    }

    @Test
    void countsBackFromTheEnd() {
        String start =
                get("/api/v1/dependencies?" + RANGE).get("startUnixNanos").asText();

        assertThat(get("/api/v1/dependencies?end=1700000640&lookback=10m")
                        .get("startUnixNanos")
                        .asText())
                .isEqualTo(start);
    }

    @Test
    void listsProcesses() {
        assertThat(get("/api/v1/services/front/processes").get("processes").toString())
                .contains("{\"instance\":\"a\",\"version\":\"7\",\"language\":\"java\",\"agent\":\"dapper 0.1\","
                        + "\"firstUnixNanos\":\"1700000040000000000\",\"lastUnixNanos\":\"1700000050000000000\"}");
    }

    @Test
    void showsTheLastWholeMinuteToPrometheusAndAsOtlp() {
        long now = System.currentTimeMillis() * 1_000_000;
        CallKey query = new CallKey(CallKind.DATABASE, "SELECT", "postgresql shop", "", "");
        for (long age = 0; age < 4; age++) {
            calls.add(new CallReport(
                    new ServiceProcess("now \"1\"", "a", "", "", ""),
                    now - age * 60 * SECOND - 1,
                    now - age * 60 * SECOND,
                    Map.of(GET, calls(100), query, calls(20))));
        }

        HttpAnswer answer = service.get("/metrics/traces");
        assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body())
                .contains("# TYPE dapper_traces_calls gauge\n")
                .containsPattern("dapper_traces_calls\\{service=\"now \\\\\"1\\\\\"\",kind=\"http.server\","
                        + "operation=\"GET /\"} 1 \\d{13}\n")
                .containsPattern("dapper_traces_calls\\{.*,operation=\"SELECT\",peer=\"postgresql shop\"} 1 \\d{13}\n")
                .containsPattern("dapper_traces_duration_seconds\\{.*,quantile=\"0.99\"} 0\\.1 ")
                .endsWith("dapper_traces_complete 1\n");

        JsonNode otlp = service.get("/metrics/traces?format=otlp").json().at("/resourceMetrics/0");
        assertThat(otlp.at("/resource/attributes/0/value/stringValue").asText()).isEqualTo("now \"1\"");
        JsonNode metric = otlp.at("/scopeMetrics/0/metrics/0");
        assertThat(metric.get("name").asText()).isEqualTo("traces.span.metrics.duration");
        JsonNode point = metric.at("/exponentialHistogram/dataPoints/0");
        assertThat(point.get("attributes").findValuesAsText("stringValue"))
                .containsExactly("GET /", "SPAN_KIND_SERVER", "STATUS_CODE_UNSET");
        assertThat(metric.at("/exponentialHistogram/dataPoints/1/attributes").findValuesAsText("stringValue"))
                .containsExactly("SELECT", "SPAN_KIND_CLIENT", "STATUS_CODE_UNSET", "postgresql shop");
        assertThat(point.get("count").asText()).isEqualTo("1");
        assertThat(point.at("/positive/bucketCounts")).hasSize(1);
        double base = Math.pow(2, Math.pow(2, -point.get("scale").asInt()));
        int bucket = point.at("/positive/offset").asInt();
        assertThat(0.1).isGreaterThan(Math.pow(base, bucket)).isLessThanOrEqualTo(Math.pow(base, bucket + 1));
        assertThat(service.get("/metrics/traces?format=json").status()).isEqualTo(400);
    }
}
