// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Sinkhole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application behaves the same with and without the agent, regardless of the state of the collector. */
@ExtendWith(AllInOne.Shared.class)
class HarmlessnessTest {
    private final AllInOne server;

    HarmlessnessTest(AllInOne server) {
        this.server = server;
    }

    /** The externally visible behaviour of a run of the shop. */
    private record Behaviour(
            List<String> answers, Map<String, List<String>> standardOutput, Map<String, Integer> exitCodes) {

        static Behaviour of(Shop shop) {
            List<String> answers = Visits.answers(shop);
            Map<String, List<String>> output = new TreeMap<>();
            Map<String, Integer> exitCodes = new TreeMap<>();
            for (App app : shop.apps()) {
                exitCodes.put(app.name(), app.program().terminate());
                output.put(
                        app.name(),
                        app.program().standardOutput().stream()
                                .map(line -> line.replace(Integer.toString(app.port()), "<port>"))
                                .toList());
            }
            return new Behaviour(answers, output, exitCodes);
        }
    }

    @ParameterizedTest
    @MethodSource("dapper.smoke.run.Jdk#all")
    void answersOutputAndExitCodesAreTheSame(Jdk jdk) {
        Behaviour without;
        try (Shop shop = Shop.open(jdk, List.of(), name -> Map.of())) {
            without = Behaviour.of(shop);
        }
        Behaviour with;
        try (Shop shop = Shop.underAgent(jdk, server)) {
            with = Behaviour.of(shop);
        }
        assertThat(without.exitCodes()).isEqualTo(Map.of("front", 143, "inventory", 143, "worker", 143));
        assertThat(without.standardOutput().get("front")).containsExactly("front ready on port <port>");
        assertThat(with.answers()).isEqualTo(without.answers());
        assertThat(with.standardOutput()).isEqualTo(without.standardOutput());
        assertThat(with.exitCodes()).isEqualTo(without.exitCodes());
    }

    @Test
    void aBrokenCollectorChangesNothing() throws IOException {
        Jdk jdk = Jdk.ofThisBuild();
        List<String> without;
        try (App worker = App.start(jdk, "worker", List.of(), Map.of())) {
            without = run(worker);
        }
        for (Sinkhole.Kind kind : Sinkhole.Kind.values()) {
            try (Sinkhole collector = Sinkhole.open(kind);
                    App worker = App.start(
                            jdk,
                            "worker",
                            App.withAgent(),
                            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.port()))) {
                long start = System.nanoTime();
                assertThat(run(worker)).as("%s", kind).isEqualTo(without);
                assertThat((System.nanoTime() - start) / 1e9)
                        .as("seconds for 40 requests and the end, %s", kind)
                        .isLessThan(90);
            }
        }
    }

    /** Answers, output and exit code of 40 requests. */
    private static List<String> run(App worker) {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            seen.add(Http.get(worker.address() + "/prices/1").body());
            seen.add(Http.get(worker.address() + "/receipts/1?cents=" + i).body());
        }
        seen.add("exit code " + worker.program().terminate());
        worker.program().standardOutput().forEach(line -> seen.add(line.replaceAll("\\d+", "<port>")));
        return seen;
    }

    @Test
    void anEndpointThatIsNoneIsReportedInOneLine() {
        try (App worker = App.start(
                Jdk.ofThisBuild(),
                "worker",
                App.withAgent(),
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "collector.example:4317"))) {
            assertThat(Http.get(worker.address() + "/prices/1").body()).isEqualTo("2999");
            assertThat(worker.program().terminate()).isEqualTo(143);
            assertThat(worker.program().standardError())
                    .filteredOn(line -> line.contains("collector.example:4317"))
                    .singleElement()
                    .asString()
                    .containsIgnoringCase("endpoint");
        }
    }
}
