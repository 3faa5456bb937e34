// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.Mixed;
import app.weaver.Weaver;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.Program;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other agents in the same JVM, before ours on the command line and after it. */
class OtherAgentsTest {
    private static final Path AGENTS = Path.of(System.getProperty("dapper.agents"));

    @TempDir
    private Path folder;

    private enum Order {
        OTHER_FIRST,
        OURS_FIRST;

        Jvm start(String other, OtlpReceiver receiver) {
            Jvm jvm = Jvm.on(Jdk.ofThisBuild());
            String option = "-javaagent:" + other;
            return this == OTHER_FIRST
                    ? jvm.with(option).tracedTo(receiver)
                    : jvm.tracedTo(receiver).with(option);
        }
    }

    private static Path jar(Path folder, String name) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Program run(Jvm jvm) {
        try {
            String classPath = String.join(
                    File.pathSeparator,
                    Jvm.TEST_CLASSES,
                    jar(Path.of(System.getProperty("dapper.corpus")), "h2-").toString(),
                    Path.of(ByteBuddy.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                            .toString());
            Program program = jvm.startJava(List.of("-cp", classPath, Mixed.class.getName()));
            assertThat(program.awaitExit()).as(program.toString()).isZero();
            return program;
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> linesOfOurs(Program program) {
        return program.standardError().stream()
                .filter(line -> line.startsWith("[dapper]") && line.contains(" WARN "))
                .toList();
    }

    /**
     * Returns the calls of the program by path, one for each agent that records it, without those that one agent
     * records of the other.
     */
    private static List<String> calls(OtlpReceiver receiver) {
        return receiver.spans().stream()
                .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT)
                .flatMap(span -> span.getAttributesList().stream())
                .filter(attribute -> attribute.getKey().equals("url.full"))
                .map(attribute -> attribute.getValue().getStringValue().replaceFirst("http://[^/]*", ""))
                .filter(path -> !path.equals("/v1/traces"))
                .sorted()
                .toList();
    }

    private static long statements(OtlpReceiver receiver) {
        return receiver.spans().stream()
                .filter(span -> span.getAttributesList().stream()
                        .anyMatch(attribute -> attribute.getKey().equals("db.query.text")))
                .count();
    }

    @ParameterizedTest
    @EnumSource
    void anAgentOfByteBuddyWeavesTheSameMethods(Order order) {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            Program program = run(order.start(AgentJar.of(Weaver.class, folder).toString(), receiver));
            // One each for main, the lambda's method, the query and the pool; one or more for the connections.
            assertThat(program.standardOutput()).hasSize(2).startsWith("sum 8");
            assertThat(Integer.parseInt(program.standardOutput().get(1).replace("other agent ", "")))
                    .isGreaterThanOrEqualTo(4);
            assertThat(program.standardError())
                    .filteredOn(line -> line.contains("[Byte Buddy]") || line.contains(" WARN "))
                    .isEmpty();
            assertThat(calls(receiver)).containsExactly("/here", "/there");
            assertThat(statements(receiver)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void jacocoMeasuresTheSame(Order order) throws IOException {
        String jacoco = jar(AGENTS, "org.jacoco.agent") + "=includes=app.*:org.h2.jdbc.*,destfile=";
        Path alone = folder.resolve("alone.exec");
        run(Jvm.on(Jdk.ofThisBuild()).with("-javaagent:" + jacoco + alone));
        Path beside = folder.resolve("beside.exec");
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            Program program = run(order.start(jacoco + beside, receiver));
            assertThat(linesOfOurs(program)).isEmpty();
            assertThat(calls(receiver)).containsExactly("/here", "/there");
            assertThat(statements(receiver)).isEqualTo(3);
        }
        Coverage expected = Coverage.read(alone);
        Coverage measured = Coverage.read(beside);
        assertThat(expected.ids()).containsKeys("app/Mixed", "org/h2/jdbc/JdbcStatement");
        assertThat(measured.ids()).containsAllEntriesOf(expected.ids());
        assertThat(measured.hits().get("app/Mixed"))
                .isPositive()
                .isEqualTo(expected.hits().get("app/Mixed"));
    }

    @ParameterizedTest
    @EnumSource
    void stepsBackBesideOpenTelemetryWithOneLine(Order order) {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            Program program = run(besideOpenTelemetry(order, receiver));
            assertThat(program.standardOutput()).containsExactly("sum 8", "other agent 0");
            assertThat(linesOfOurs(program))
                    .singleElement()
                    .asString()
                    .contains("OpenTelemetry (io.opentelemetry.javaagent.OpenTelemetryAgent)")
                    .contains("steps back")
                    .contains("dapper.javaagent.beside-others=true");
            // The calls that OpenTelemetry recorded, once.
            assertThat(calls(receiver)).containsExactly("/here", "/there");
        }
    }

    @Test
    void runsBesideOpenTelemetryIfTold() {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            Program program = run(besideOpenTelemetry(Order.OURS_FIRST, receiver)
                    .withEnvironment("DAPPER_JAVAAGENT_BESIDE_OTHERS", "true"));
            assertThat(program.standardOutput()).containsExactly("sum 8", "other agent 0");
            assertThat(linesOfOurs(program)).isEmpty();
            assertThat(calls(receiver)).containsExactly("/here", "/here", "/there", "/there");
        }
    }

    private static Jvm besideOpenTelemetry(Order order, OtlpReceiver receiver) {
        return order.start(jar(AGENTS, "opentelemetry-javaagent").toString(), receiver)
                .with("-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none");
    }
}
