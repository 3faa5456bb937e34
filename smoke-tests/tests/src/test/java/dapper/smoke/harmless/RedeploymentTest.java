// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.redeploy.Redeployments;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web application that is repeatedly deployed in one server and uses everything that the agent weaves. */
class RedeploymentTest {
    private static final int DEPLOYMENTS = 200;

    /** A leak of 20 KB in each of one hundred deployments. */
    private static final int FLAT_KB = 2_000;

    /** Of a web application that is still alive. */
    private static final int APPLICATION_KB = 9_000;

    @TempDir
    private Path folder;

    @Test
    void redeploymentsLeaveNothingBehind() throws IOException {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                Program server = Jvm.on(Jdk.ofThisBuild())
                        // Nothing here runs long enough to benefit from better compilation.
                        .with("-XX:TieredStopAtLevel=1", "-Xmx128m", "-XX:+UseSerialGC")
                        .with(
                                "-XX:SoftRefLRUPolicyMSPerMB=0",
                                "-XX:MaxMetaspaceSize=160m",
                                "-Dotel.traces.sampler=always_on")
                        .tracedTo(receiver)
                        .startJava(command())) {
            State after100 = state(server, 100);
            State afterAll = state(server, DEPLOYMENTS);
            System.out.println("Redeployments: " + server.standardOutput());
            int more = Math.max(0, afterAll.alive() - after100.alive());
            assertThat(afterAll.metaspaceKb())
                    .as("KB of metaspace")
                    .isLessThan(after100.metaspaceKb() + FLAT_KB + more * APPLICATION_KB);
            assertThat(server.awaitExit()).as(server.toString()).isZero();

            receiver.awaitSpans(
                    "a span of each kind in each deployment",
                    spans -> requests(spans) == 2 * DEPLOYMENTS && statements(spans) == 3 * DEPLOYMENTS);
        }
    }

    private record State(int alive, long metaspaceKb) {}

    private static State state(Program server, int deployments) {
        MatchResult line = server.awaitLine("after " + deployments + ": (\\d+) alive, metaspace (\\d+) KB");
        State state = new State(Integer.parseInt(line.group(1)), Long.parseLong(line.group(2)));
        // A worker of the server may still hold its last request, even without an agent; a leak keeps all of them.
        assertThat(state.alive()).as("class loaders alive after " + deployments).isLessThanOrEqualTo(2);
        return state;
    }

    /** Those that an application answered; the server answers others while no application is deployed. */
    private static long requests(List<Span> spans) {
        return spans.stream()
                .filter(span -> span.getName().startsWith("GET /app/"))
                .count();
    }

    private static long statements(List<Span> spans) {
        return spans.stream()
                .filter(span -> span.getAttributesList().stream()
                        .anyMatch(attribute -> attribute.getKey().equals("db.query.text")))
                .count();
    }

    private List<String> command() throws IOException {
        Path application = folder.resolve("application");
        Path classes = Files.createDirectories(application.resolve("WEB-INF/classes/webapp"));
        copy(Path.of(Jvm.TEST_CLASSES, "webapp"), classes, "");
        Path lib = Files.createDirectories(application.resolve("WEB-INF/lib"));
        copy(Path.of(System.getProperty("dapper.corpus")), lib, "h2-");
        String classPath = jars(Path.of(System.getProperty("dapper.server"))) + File.pathSeparator + Jvm.TEST_CLASSES;
        return List.of(
                "-cp",
                classPath,
                Redeployments.class.getName(),
                folder.resolve("tomcat").toString(),
                application.toString(),
                Integer.toString(DEPLOYMENTS),
                "100");
    }

    private static void copy(Path from, Path to, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.getFileName().toString().startsWith(prefix)) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
    }

    private static String jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        }
    }
}
