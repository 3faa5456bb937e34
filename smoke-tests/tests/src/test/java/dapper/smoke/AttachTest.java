// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import app.Waiting;
import dapper.smoke.run.Distribution;
import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.OtlpReceiver.Protocol;
import dapper.smoke.run.Program;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code dapper attach} on real processes. */
@Timeout(300)
class AttachTest {
    private static final String REPORT = "/reports/slow?millis=1";

    private static Program attach(Map<String, String> environment, Object... words) {
        Map<String, String> all = new HashMap<>(Map.of("JAVA_HOME", System.getProperty("java.home")));
        all.putAll(environment);
        List<String> command = new ArrayList<>(List.of(Distribution.launcher().toString(), "attach"));
        for (Object word : words) {
            command.add(String.valueOf(word));
        }
        Program attach = Program.start(command, all);
        attach.awaitExit();
        return attach;
    }

    private static void assertRefused(int exitCode, String message, Object... words) {
        assertRefused(attach(Map.of(), words), exitCode, message);
    }

    private static void assertRefused(Program attach, int exitCode, String message) {
        assertThat(attach.standardError()).as(attach.toString()).containsExactly("dapper: " + message);
        assertThat(attach.standardOutput()).isEmpty();
        assertThat(attach.awaitExit()).isEqualTo(exitCode);
    }

    private static long pid(App app) {
        return app.program().process().pid();
    }

    /** Returns the JVM's own warning, and ours. */
    private static List<String> ofAgent(App app) {
        return app.program().standardError().stream()
                .filter(line -> line.startsWith("[dapper]"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dapper.smoke.run.Jdk#all")
    void tracesTheNextRequestOfAnApplicationThatRuns(Jdk jdk) {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                App inventory = App.start(jdk, "inventory", List.of(), Map.of())) {
            for (int i = 0; i < 20; i++) {
                assertThat(Http.get(inventory.address() + REPORT).body()).isEqualTo("3");
            }
            String process = "process " + pid(inventory) + " (java)";

            Program first = attach(
                    Map.of(),
                    pid(inventory),
                    "otel.service.name=late",
                    "otel.metric.export.interval=200",
                    "otel.exporter.otlp.endpoint=" + receiver.endpoint(Protocol.GRPC));
            assertThat(first.standardOutput())
                    .as(first.toString())
                    .containsExactly("the agent runs in " + process + "; its next requests are traced");
            assertThat(first.awaitExit()).isZero();
            assertThat(Http.get(inventory.address() + REPORT).body()).isEqualTo("3");

            receiver.awaitSpan("GET /reports/*");
            assertThat(receiver.spans())
                    .extracting(Span::getName)
                    .containsExactlyInAnyOrder("GET /reports/*", "SELECT stock");
            Span server = named("GET /reports/*", receiver);
            Span query = named("SELECT stock", receiver);
            assertThat(server.getParentSpanId().isEmpty()).isTrue();
            assertThat(query.getParentSpanId()).isEqualTo(server.getSpanId());
            assertThat(query.getTraceId()).isEqualTo(server.getTraceId());

            Program second = attach(Map.of(), pid(inventory), "otel.service.name=other");
            assertThat(second.standardOutput())
                    .as(second.toString())
                    .containsExactly("the agent runs in " + process + " already; nothing was changed");
            assertThat(second.awaitExit()).isZero();
            assertThat(ofAgent(inventory)).singleElement().asString().contains("traces service 'late'");
            assertThat(Http.get(inventory.address() + REPORT).body()).isEqualTo("3");
            assertThat(inventory.program().terminate()).isEqualTo(143);
        }
    }

    private static Span named(String name, OtlpReceiver receiver) {
        return receiver.spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine() {
        assertRefused(
                2,
                "PID is missing, the number of the process; \"jps -l\" lists JVMs (\"dapper help attach\" lists all)");
        assertRefused(2, "\"shop\" is not the number of a process; \"jps -l\" lists JVMs", "shop");
        assertRefused(
                2,
                "\"OTEL_SERVICE_NAME=shop\" is not a setting of the agent; write it as a property,"
                        + " for instance otel.service.name=shop",
                ProcessHandle.current().pid(),
                "OTEL_SERVICE_NAME=shop");
    }

    /** Attaching begins with a signal that kills other processes; the process must survive. */
    @Test
    void leavesProcessesAloneThatAreNoJvms() {
        try (Program sleep = Program.start(List.of("sleep", "600"), Map.of())) {
            long pid = sleep.process().pid();
            assertRefused(1, "process " + pid + " (sleep) is not a JVM; \"jps -l\" lists JVMs", pid);
            assertThat(sleep.process().isAlive()).isTrue();
            sleep.terminate();
            assertRefused(1, "there is no process " + pid + "; \"jps -l\" lists JVMs", pid);
        }
    }

    private static Program waiting(Jvm jvm) {
        Program program = jvm.start(Waiting.class);
        program.awaitLine("waiting");
        return program;
    }

    /** A JVM that would dump its threads if attaching were tried. */
    @Test
    void respectsAJvmThatMayNotBeAttachedTo() {
        try (Program program = waiting(Jvm.on(Jdk.ofThisBuild()).with("-XX:+DisableAttachMechanism"))) {
            long pid = program.process().pid();
            assertRefused(
                    1,
                    "process " + pid + " (java) was started with -XX:+DisableAttachMechanism;"
                            + " start it with -javaagent instead",
                    pid);
            assertThat(program.standardOutput()).containsExactly("waiting");
        }
    }

    @Test
    void saysThatTheAgentWasSwitchedOff() {
        try (Program program = waiting(Jvm.on(Jdk.ofThisBuild()).withEnvironment("OTEL_JAVAAGENT_ENABLED", "false"))) {
            long pid = program.process().pid();
            assertRefused(
                    1,
                    "the agent did not start in process " + pid + " (java); the standard error of that process"
                            + " says why, unless OTEL_JAVAAGENT_ENABLED=false is set there",
                    pid);
            assertThat(program.standardError()).noneMatch(line -> line.startsWith("[dapper]"));
        }
    }

    /** An option of JDK 21 and newer. */
    @Test
    void saysThatTheJvmTakesNoAgentsWhileItRuns() {
        Jdk newest = Jdk.of(25);
        try (Program program = waiting(Jvm.on(newest).with("-XX:-EnableDynamicAgentLoading"))) {
            long pid = program.process().pid();
            assertRefused(
                    1,
                    "process " + pid + " (java) was started with -XX:-EnableDynamicAgentLoading;"
                            + " start it without, or with -javaagent",
                    pid);
        }
    }

    @Test
    void needsAJdk() {
        Program attach = attach(
                Map.of("DAPPER_JAVA_OPTS", "--limit-modules=java.se,jdk.unsupported"),
                ProcessHandle.current().pid());
        assertRefused(
                attach,
                2,
                "attaching needs a JDK; the Java at " + System.getProperty("java.home")
                        + " is a runtime without the module jdk.attach; set JAVA_HOME to a JDK 17 or newer");
    }
}
