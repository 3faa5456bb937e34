// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.smoke.run.Distribution;
import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers with tokens, which {@code dapper token} makes, and an agent that sends one. */
@Tag("once")
@Timeout(300)
class TokensTest {
    private record Made(String token, String line) {
        static Made of(String... arguments) {
            List<String> command =
                    new ArrayList<>(List.of(Distribution.launcher().toString(), "token"));
            command.addAll(List.of(arguments));
            Program program = Program.start(command, Map.of("JAVA_HOME", System.getProperty("java.home")));
            assertThat(program.awaitExit()).as(program.toString()).isZero();
            List<String> lines = program.standardOutput();
            return new Made(lines.get(1).strip(), lines.get(lines.size() - 1).strip());
        }
    }

    @TempDir
    Path folder;

    @Test
    void anAgentSendsItsTokenAndAPersonReadsWithAnother() throws Exception {
        Made agents = Made.of("agents", "ingest");
        Made people = Made.of("people", "read,admin");
        Path file = Files.writeString(folder.resolve("tokens"), agents.line() + "\n" + people.line() + "\n");
        try (AllInOne server = AllInOne.start(folder.resolve("cassandra"), "--dapper.tokens.file=" + file)) {
            Map<String, String> environment = new HashMap<>(server.environment("with-token"));
            environment.put("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer " + agents.token());
            environment.put("OTEL_TRACES_SAMPLER", "always_on");
            try (App inventory = App.start(Jdk.ofThisBuild(), "inventory", App.withAgent(), environment)) {
                assertThat(Http.get(inventory.address() + "/reports/slow?millis=1")
                                .statusCode())
                        .isEqualTo(200);

                await(server.viewer() + "/api/v1/services", people.token(), "\"with-token\"");
                await(server.collector() + "/agents", people.token(), "\"with-token\"");
            }
            assertThat(Http.get(server.viewer() + "/api/v1/services").statusCode())
                    .isEqualTo(401);
            assertThat(Http.get(server.collector() + "/agents", "Authorization", "Bearer " + agents.token())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private static void await(String url, String token, String expected) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String body = "";
        while (!body.contains(expected) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            body = Http.get(url, "Authorization", "Bearer " + token).body();
        }
        assertThat(body).contains(expected);
    }
}
