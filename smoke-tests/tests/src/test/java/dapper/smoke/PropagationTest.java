// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The headers that arrive downstream, through each of front's HTTP clients. */
@ExtendWith(AllInOne.Shared.class)
class PropagationTest {
    private static final List<String> PROPAGATION = List.of("traceparent", "tracestate", "baggage");

    private final AllInOne server;

    PropagationTest(AllInOne server) {
        this.server = server;
    }

    @ParameterizedTest
    @MethodSource("dapper.smoke.run.Jdk#all")
    void onlyPropagationHeadersAreAddedDownstream(Jdk jdk) {
        List<Recorder.Request> without = sentByFront(jdk, List.of(), Map.of());
        List<Recorder.Request> with = sentByFront(jdk, App.withAgent(), server.environment("front"));
        assertThat(without)
                .hasSize(6)
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKeys("traceparent", "tracestate"));
        assertThat(with)
                .allSatisfy(request -> assertThat(request.headers().get("traceparent"))
                        .as(request.path())
                        .hasSize(1));
        assertThat(withoutPropagation(with)).isEqualTo(withoutPropagation(without));
    }

    private static List<Recorder.Request> sentByFront(
            Jdk jdk, List<String> jvmOptions, Map<String, String> environment) {
        try (Recorder inventory = Recorder.start("1");
                Recorder worker = Recorder.start("1");
                App front = App.start(
                        jdk,
                        "front",
                        jvmOptions,
                        environment,
                        "--inventory=" + inventory.address(),
                        "--worker=" + worker.address())) {
            // One request through each of front's HTTP clients.
            Http.get(front.address() + "/reports/slow?millis=1");
            Http.send("POST", front.address() + "/orders?product=1");
            Http.get(front.address() + "/products/1/suggestions");
            Http.get(front.address() + "/reports/packing/executor");
            List<Recorder.Request> requests = new ArrayList<>(inventory.requests());
            requests.addAll(worker.requests());
            return requests;
        }
    }

    private static List<String> withoutPropagation(List<Recorder.Request> requests) {
        return requests.stream()
                .map(request -> {
                    Map<String, List<String>> headers = new TreeMap<>(request.headers());
                    PROPAGATION.forEach(headers::remove);
                    headers.computeIfPresent("host", (name, port) -> List.of("upstream"));
                    return request.path() + " " + headers;
                })
                // Requests for one page may overtake each other.
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dapper.smoke.run.Jdk#all")
    void anUnsampledRequestStaysUnsampledDownstream(Jdk jdk) {
        try (Recorder downstream = Recorder.start("1");
                App front = App.start(
                        jdk,
                        "front",
                        App.withAgent(),
                        server.environment("front"),
                        "--inventory=" + downstream.address(),
                        "--worker=" + downstream.address())) {
            String traceId = "0af7651916cd43dd8448eb211c80319c";
            String traceparent = "00-" + traceId + "-00f067aa0ba902b7-00";
            Http.send("POST", front.address() + "/orders?product=1", "traceparent", traceparent);
            Http.get(front.address() + "/products/1/suggestions", "traceparent", traceparent);
            assertThat(downstream.requests())
                    .hasSize(4)
                    .allSatisfy(request -> assertThat(request.header("traceparent"))
                            .as(request.path())
                            .matches("00-" + traceId + "-[0-9a-f]{16}-00"));
        }
    }
}
