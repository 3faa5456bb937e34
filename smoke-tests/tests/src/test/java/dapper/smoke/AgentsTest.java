// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import app.Steady;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.Program;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The report of an agent about itself, as the collector shows it. */
@ExtendWith(AllInOne.Shared.class)
@Timeout(300)
class AgentsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AllInOne server;

    AgentsTest(AllInOne server) {
        this.server = server;
    }

    private JsonNode await(String service, Predicate<JsonNode> condition) throws JsonProcessingException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() - deadline < 0) {
            for (JsonNode agent : JSON.readTree(
                            Http.get(server.collector() + "/agents").body())
                    .get("agents")) {
                if (agent.get("service").asText().equals(service) && condition.test(agent)) {
                    return agent;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError(
                "no such agent: " + Http.get(server.collector() + "/agents").body());
    }

    @ParameterizedTest
    @MethodSource("dapper.smoke.run.Jdk#all")
    void theLastReportAccountsForEverySpanAndModule(Jdk jdk) throws Exception {
        String service = "reporting-" + jdk.version();
        Map<String, String> environment = new HashMap<>(server.environment(service));
        environment.put("OTEL_METRIC_EXPORT_INTERVAL", "300");
        environment.put("OTEL_TRACES_SAMPLER", "always_on");
        environment.put("OTEL_INSTRUMENTATION_EXECUTORS_ENABLED", "false");
        // The last report arrives, even if a busy machine takes long for it.
        environment.put("DAPPER_SHUTDOWN_TIMEOUT", "60s");
        try (App inventory = App.start(jdk, "inventory", App.withAgent(), environment)) {
            for (int i = 0; i < 10; i++) {
                assertThat(Http.get(inventory.address() + "/reports/slow?millis=1")
                                .body())
                        .isEqualTo("3");
            }
            // Two spans a request, and three statements at the start of the application.
            JsonNode agent = await(service, each -> each.at("/spans/exported").asLong() == 23);
            JsonNode spans = agent.get("spans");
            long dropped = 0;
            for (JsonNode reason : spans.get("dropped")) {
                dropped += reason.asLong();
            }
            assertThat(spans.get("recorded").asLong())
                    .isEqualTo(spans.get("exported").asLong()
                            + dropped
                            + spans.get("queued").asLong());
            assertThat(dropped).isZero();
            assertThat(agent.get("pid").asLong())
                    .isEqualTo(inventory.program().process().pid());
            assertThat(agent.at("/sampling/probability").asDouble()).isEqualTo(1.0);
            Map<String, String> states = new TreeMap<>();
            agent.get("instrumentations")
                    .forEach(each -> states.put(
                            each.get("name").asText(), each.get("state").asText()));
            assertThat(states)
                    .containsEntry("servlet-3.0", "active")
                    .containsEntry("jdbc", "active")
                    .containsEntry("executors", "disabled")
                    .containsEntry("servlet-5.0", "waiting");

            assertThat(Http.get(inventory.address() + "/reports/slow?millis=1").statusCode())
                    .isEqualTo(200);
            inventory.program().terminate();
            // The last report is the one sent at exit.
            JsonNode last = await(service, each -> each.get("state").asText().equals("ended"));
            assertThat(last.at("/spans/exported").asLong()).isEqualTo(25);
        }
    }

    @Test
    void aKilledAgentIsMissedAndShowsWhatItHadNotDelivered() throws Exception {
        Instant before = Instant.now();
        String service = "killed";
        Map<String, String> environment = new HashMap<>(server.environment(service));
        environment.put("OTEL_METRIC_EXPORT_INTERVAL", "100");
        environment.put("OTEL_TRACES_SAMPLER", "always_on");
        try (Program program =
                Program.start(Jvm.on(Jdk.ofThisBuild()).withAgent().command(Steady.class), environment)) {
            await(service, each -> each.at("/spans/exported").asLong() > 0);
            program.process().toHandle().destroyForcibly();
            assertThat(program.awaitExit()).isEqualTo(137);
            JsonNode agent = await(service, each -> each.get("state").asText().equals("silent"));
            assertThat(Instant.parse(agent.get("heardAt").asText())).isBetween(before, Instant.now());
            JsonNode spans = agent.get("spans");
            assertThat(spans.get("recorded").asLong())
                    .isEqualTo(
                            spans.get("exported").asLong() + spans.get("queued").asLong())
                    .isBetween(1L, program.standardOutput().size() + 1L);
        }
    }
}
