// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.containers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dapper.smoke.run.Distribution;
import dapper.smoke.run.Http;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dapper and its agent as images, started by the Compose files of the distribution. */
@Timeout(value = 600, unit = SECONDS)
@Tag("once")
class ContainersTest {
    private static final String AGENT_IMAGE = "dapper-agent";
    private static final String REQUEST = "exec 3<>/dev/tcp/127.0.0.1/8082; "
            + "printf 'GET /prices/1 HTTP/1.0\\r\\n\\r\\n' >&3; head -n 1 <&3 | grep ' 200 '";

    @BeforeAll
    static void assumeDocker() {
        Docker.assumeUsable("eclipse-temurin:25-jre", "busybox:stable", "cassandra:5.0");
    }

    @Test
    void oneContainerWithoutRootAndWithAReadOnlyFileSystemStoresWhatAnAgentFromAnImageSends() {
        try (Composition dapper = Composition.up("compose.yaml")) {
            dapper.awaitHealthy("dapper");
            String container = dapper.container("dapper");
            assertThat(Docker.run("exec", container, "id", "-u")).isEqualTo("10001");
            assertThat(Docker.succeeds("docker", "exec", container, "touch", "/opt/dapper/lib/x"))
                    .isFalse();

            request(dapper, "http://dapper:4317");
            assertThat(trace(dapper.url("dapper", 16686)).get("services").toString())
                    .contains("containers-worker");

            dapper.stop("dapper");
            assertThat(Docker.run("inspect", "--format", "{{.State.ExitCode}} {{.State.OOMKilled}}", container))
                    .isIn("0 false", "143 false");
        }
    }

    @Test
    void cassandraCollectorAndQueryServiceInContainersOfTheirOwn() {
        try (Composition dapper = Composition.up("compose-cassandra.yaml")) {
            dapper.awaitHealthy("collector");
            dapper.awaitHealthy("query");
            request(dapper, "http://collector:4317");
            assertThat(trace(dapper.url("query", 16686)).get("services").toString())
                    .contains("containers-worker");
        }
    }

    /** Sends one request to a sample application whose agent an init container has copied into a volume. */
    private static void request(Composition dapper, String endpoint) {
        Docker.run(
                "build",
                "-t",
                AGENT_IMAGE,
                "-f",
                Distribution.home().resolve("docker/agent.Dockerfile").toString(),
                Distribution.home().resolve("agent").toString());
        String volume = Docker.run("volume", "create");
        String application = "";
        try {
            Docker.run("run", "--rm", "--user", "0", "--volume", volume + ":/dapper", AGENT_IMAGE);
            application = Docker.run(
                    "run",
                    "--detach",
                    "--network",
                    dapper.network(),
                    "--volume",
                    volume + ":/dapper:ro",
                    "--env",
                    "OTEL_SERVICE_NAME=containers-worker",
                    "--env",
                    "OTEL_EXPORTER_OTLP_ENDPOINT=" + endpoint,
                    "--entrypoint",
                    "java",
                    "dapper",
                    "-javaagent:/dapper/dapper-javaagent.jar",
                    "-jar",
                    "/opt/dapper/demo/worker.jar");
            long deadline = System.nanoTime() + 90_000_000_000L;
            while (!Docker.succeeds("docker", "exec", application, "bash", "-c", REQUEST)) {
                assertThat(System.nanoTime() - deadline)
                        .as("the application answers within 90 s: %s", application)
                        .isNegative();
                LockSupport.parkNanos(500_000_000);
            }
        } finally {
            if (!application.isEmpty()) {
                Docker.run("stop", application);
                Docker.run("rm", application);
            }
            Docker.run("volume", "rm", volume);
        }
    }

    private static JsonNode trace(String viewer) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        JsonNode traces = search(viewer);
        while (traces.isEmpty()) {
            assertThat(System.nanoTime() - deadline).as("stored within 60 s").isNegative();
            LockSupport.parkNanos(200_000_000);
            traces = search(viewer);
        }
        return traces.get(0);
    }

    private static JsonNode search(String viewer) {
        try {
            return new ObjectMapper()
                    .readTree(Http.get(viewer + "/api/v1/traces?service=containers-worker")
                            .body())
                    .get("traces");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
