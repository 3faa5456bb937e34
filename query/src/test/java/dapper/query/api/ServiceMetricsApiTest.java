// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dapper.query.testing.HttpAnswer;
import dapper.query.testing.InMemoryCalls;
import dapper.query.testing.InMemoryTraces;
import dapper.query.testing.QueryService;
import dapper.storage.TraceId;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallReport;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.ServiceProcess;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceMetricsApiTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long T0 = 1_700_000_040L * SECOND;
    private static final String RANGE = "start=1700000040&end=1700000160&step=60s";
    private static final CallKey GET = new CallKey(CallKind.HTTP_SERVER, "GET /", "", "200", "");
    private static final CallKey FAILED = new CallKey(CallKind.HTTP_SERVER, "GET /", "", "500", "500");
    private static final CallKey JOB = new CallKey(CallKind.JOB, "nightly", "", "", "");
    private static final CallKey QUERY = new CallKey(CallKind.DATABASE, "SELECT", "postgresql shop", "", "");

    private final InMemoryCalls calls = new InMemoryCalls();
    private QueryService service;

    @BeforeEach
    void start() {
        calls.add(report("front", T0 + 10 * SECOND, Map.of(GET, calls(100, 300, 700), FAILED, calls(50))));
        calls.add(report("front", T0 + 70 * SECOND, Map.of(GET, calls(100), JOB, calls(9000), QUERY, calls(1, 2))));
        calls.add(report("a/b", T0 + 10 * SECOND, Map.of(GET, calls(1))));
        service = QueryService.start(new InMemoryTraces(), calls);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static CallReport report(String service, long start, Map<CallKey, CallSeries> series) {
        return new CallReport(new ServiceProcess(service, "i", "", "", ""), start, start + 10 * SECOND, series);
    }

    private static CallSeries calls(long... millis) {
        CallSeries series = new CallSeries();
        for (long each : millis) {
            series.durations().add(each * 1_000_000);
        }
        series.add(new CallExemplar(new TraceId(1, 2), 3, T0 + 15 * SECOND, millis[0] * 1_000_000));
        return series;
    }

    private JsonNode get(String service, String parameters) {
        HttpAnswer answer = this.service.get("/api/v1/services/" + service + "/metrics?" + parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void countsTheCallsOfEachStep() {
        JsonNode front = get("front", RANGE);

        assertThat(front.get("firstUnixNanos").asText()).isEqualTo(Long.toString(T0));
        assertThat(front.get("points").asInt()).isEqualTo(3);
        assertThat(front.get("startUnixNanos").asText()).isEqualTo(Long.toString(T0));
        assertThat(front.get("endUnixNanos").asText()).isEqualTo(Long.toString(T0 + 120 * SECOND));
        assertThat(front.get("calls").toString()).isEqualTo("[0,4,2]");
        assertThat(front.get("errors").toString()).isEqualTo("[0,1,0]");
        assertThat(front.get("rate").get(1).asDouble()).isCloseTo(4 / 60.0, within(1e-9));
        assertThat(front.get("p50Nanos").get(0).isNull()).isTrue();
        assertThat(front.get("p50Nanos").get(1).asDouble()).isCloseTo(100e6, within(5e6));
        assertThat(front.get("p99Nanos").get(1).asDouble()).isCloseTo(700e6, within(35e6));
        assertThat(front.get("satisfied").toString()).isEqualTo("[0.0,2.0,1.0]");
        assertThat(front.get("tolerating").toString()).isEqualTo("[0.0,1.0,0.0]");
        assertThat(front.get("complete").asBoolean()).isTrue();
        assertThat(front.get("heat").size()).isEqualTo(5);
        assertThat(front.at("/heat/0/calls").toString()).isEqualTo("[0,1,0]");
        assertThat(front.at("/exemplars/0").toString())
                .isEqualTo("{\"traceId\":\"00000000000000010000000000000002\",\"spanId\":\"0000000000000003\","
                        + "\"unixNanos\":\"1700000055000000000\",\"durationNanos\":9000000000,\"error\":false}");
        assertThat(front.get("exemplars").findValuesAsText("error")).containsExactly("false", "false", "false", "true");
    }

    @ParameterizedTest
    @CsvSource({
        "front, kind=http.server, '[0,4,1]'",
        "front, kind=job, '[0,0,1]'",
        "front, kind=db.client, '[0,0,2]'",
        "front, peer=postgresql+shop, '[0,0,2]'",
        "front, operation=GET+/, '[0,4,1]'",
        "front, operation=nothing, '[0,0,0]'",
        "a/b, apdex=1ms, '[0,1,0]'",
        "nobody, kind=job, '[0,0,0]'"
    })
    void filters(String of, String parameter, String expected) {
        assertThat(get(of, RANGE + '&' + parameter).get("calls").toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "step=15s, 'step must be a multiple of 10s, not \"15s\".'",
        "start=1700000040&end=1700060040&step=10s, The step makes more than 2000 points: take a longer one.",
        "kind=nothing, 'kind must be one of http.server, http.client, db.client, rpc.server, rpc.client,"
                + " messaging.client, messaging.process, job, not \"nothing\".'",
        "start=1700000160&end=1700000160, start must be before end.",
        "start=1700000040&lookback=1h, 'lookback counts back from end, so it cannot stand beside start:"
                + " give one of them.'"
    })
    void refusesWhatItCannotAnswer(String parameters, String detail) {
        HttpAnswer answer = service.get("/api/v1/services/front/metrics?" + parameters);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText()).isEqualTo(detail);
    }

    @Test
    void takesWholeMinutesTenMinutesOrHours() {
        assertThat(get("front", "start=1700000040&end=1700000160")
                                .get("stepNanos")
                                .asLong()
                        / SECOND)
                .isEqualTo(60);
        assertThat(get("front", "start=1700000000&end=1700086400")
                                .get("stepNanos")
                                .asLong()
                        / SECOND)
                .isEqualTo(360);
        assertThat(get("front", "start=1700000000&end=1702592000")
                                .get("stepNanos")
                                .asLong()
                        / SECOND)
                .isEqualTo(10_800);
    }

    @Test
    void statesThatSomethingIsMissing() {
        calls.stopEarly("stopped after 3 rows");
        JsonNode front = get("front", RANGE);
        assertThat(front.get("complete").asBoolean()).isFalse();
        assertThat(front.get("incompleteReason").asText()).isEqualTo("stopped after 3 rows");
    }
}
