// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dapper.smoke.run.Distribution;
import dapper.smoke.run.Http;
import dapper.smoke.run.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dapper demo} as a user runs it, and every way in which it can end. */
class DemoTest {
    @TempDir
    Path folder;

    @Test
    void showsTracesAndEndsWithoutATraceOnCtrlC() throws Exception {
        List<Integer> ports = AllInOne.freePorts(3);
        try (Program demo = start(ports)) {
            demo.awaitLine("open http://localhost:" + ports.get(2));
            assertThat(demo.standardOutput().stream().filter(line -> line.matches("\\[\\d/7] .* \\d+\\.\\d s   .*")))
                    .hasSize(7);
            assertThat(Http.get("http://127.0.0.1:" + ports.get(2) + "/api/v1/services")
                            .body())
                    .contains("front", "inventory", "worker");
            awaitEdges("http://127.0.0.1:" + ports.get(2) + "/api/v1/dependencies?lookback=15m");
            List<ProcessHandle> children = descendants(demo);
            assertThat(children).hasSize(4);

            interrupt(demo.process().toHandle(), children);
            assertThat(demo.awaitExit()).isEqualTo(130);
            assertEnded(children);
            assertThat(demo.standardOutput()).endsWith("stopping", "stopped");
            assertThat(demo.standardError()).isEmpty();
        }
    }

    @Test
    void leavesNoProcessBehindWhenItIsKilled() throws Exception {
        List<Integer> ports = AllInOne.freePorts(3);
        try (Program demo = start(ports)) {
            demo.awaitLine("open http://localhost:" + ports.get(2));
            List<ProcessHandle> children = descendants(demo);
            assertThat(children).hasSize(4);
            demo.process().destroyForcibly().waitFor();
            assertEnded(children);
        }
    }

    /** Waits until the map has each call of the shop, and nothing else. */
    private static void awaitEdges(String url) throws Exception {
        List<String> expected = List.of(
                "service:front > host:payment-provider http.client",
                "service:front > service:inventory http.client",
                "service:front > service:worker http.client",
                "service:front > topic:jms orders messaging.client",
                "service:inventory > database:h2database inventory db.client",
                "service:inventory > service:worker http.client",
                "service:worker > database:h2database worker db.client",
                "topic:jms orders > service:worker messaging.process");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        List<String> edges = edges(url);
        while (!edges.equals(expected) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(500_000_000);
            edges = edges(url);
        }
        assertThat(edges).isEqualTo(expected);
    }

    private static List<String> edges(String url) throws Exception {
        List<String> edges = new ArrayList<>();
        for (JsonNode edge : new ObjectMapper().readTree(Http.get(url).body()).get("edges")) {
            edges.add(edge.get("from").asText() + " > " + edge.get("to").asText() + " "
                    + edge.get("kind").asText());
        }
        return edges;
    }

    private Program start(List<Integer> ports) {
        List<String> command = new ArrayList<>();
        if (Files.exists(Path.of("/proc/self"))) {
            // A JVM takes no Ctrl-C if a shell has started the build in the background.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(List.of(
                Distribution.launcher().toString(),
                "demo",
                "--dapper.collector.grpc.port=" + ports.get(0),
                "--dapper.collector.http.port=" + ports.get(1),
                "--dapper.query.port=" + ports.get(2)));
        return Program.start(command, Map.of("JAVA_HOME", System.getProperty("java.home")), folder);
    }

    private static List<ProcessHandle> descendants(Program program) {
        return new ArrayList<>(program.process().descendants().toList());
    }

    /** Like a terminal, which sends the signal to all processes at the same time, before the first ends the others. */
    private static void interrupt(ProcessHandle parent, List<ProcessHandle> children) {
        List<String> kill = new ArrayList<>(List.of("kill", "-INT", Long.toString(parent.pid())));
        children.forEach(child -> kill.add(Long.toString(child.pid())));
        Program program = Program.start(kill, Map.of());
        assertThat(program.awaitExit()).as(program.toString()).isZero();
    }

    private static void assertEnded(List<ProcessHandle> processes) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(50_000_000);
        }
        assertThat(processes.stream().filter(ProcessHandle::isAlive)).isEmpty();
    }
}
