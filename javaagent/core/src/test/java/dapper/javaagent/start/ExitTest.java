// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.start;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.config.AgentConfig;
import dapper.sampling.testing.ReservedPort;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real processes that exit. */
@Timeout(180)
class ExitTest {
    /** Records one span and returns from main; a second hook records another a little later. */
    static final class Application {
        public static void main(String[] args) {
            Recording recording = Recording.start(AgentConfig.load(args[0]));
            Traces.record("main");
            if (args.length > 1) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    Await.until(
                            "the flush has begun",
                            () -> Thread.getAllStackTraces().keySet().stream()
                                    .noneMatch(thread -> thread.getName().equals("dapper-shutdown")));
                    Traces.record("hook");
                    Await.until(
                            "delivered",
                            () -> recording.counts().exported()
                                    == recording.counts().recorded());
                }));
            }
        }
    }

    private record Exited(int code, long millis, String output) {}

    private static Exited run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName()));
        command.addAll(List.of(arguments));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        return new Exited(code, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), output);
    }

    @Test
    void deliversTheLastSpans() throws Exception {
        try (OtlpServer server = new OtlpServer()) {
            Exited exited = run("dapper.shutdown.timeout=60s;otel.service.name=shop;otel.exporter.otlp.endpoint="
                    + server.endpoint());

            assertThat(exited.output()).doesNotContain("[dapper] WARN").contains("traces service 'shop'");
            assertThat(exited.code()).isZero();
            assertThat(server.spans()).extracting(Span::getName).containsExactly("main");
        }
    }

    @Test
    void deliversWhatOtherShutdownHooksStillFinish() throws Exception {
        try (OtlpServer server = new OtlpServer()) {
            Exited exited = run("dapper.shutdown.timeout=60s;otel.exporter.otlp.endpoint=" + server.endpoint(), "hook");

            assertThat(exited.code()).isZero();
            assertThat(server.spans()).extracting(Span::getName).containsExactly("main", "hook");
        }
    }

    @Test
    void doesNotWaitForACollectorThatIsNotThere() throws Exception {
        try (ReservedPort nobody = new ReservedPort()) {
            Exited exited =
                    run("dapper.shutdown.timeout=90s;otel.exporter.otlp.endpoint=http://127.0.0.1:" + nobody.number());

            assertThat(exited.code()).isZero();
            assertThat(exited.millis()).isLessThan(60_000);
            assertThat(exited.output())
                    .contains("Connection refused")
                    .contains("spans at exit: recorded 1, exported 0, dropped (shutdown) 1, queued 0");
        }
    }

    @Test
    void waitsForASilentCollectorNoLongerThanAllowed() throws Exception {
        try (ServerSocket blackHole = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Exited exited = run("dapper.shutdown.timeout=500ms;otel.exporter.otlp.timeout=90s;"
                    + "otel.exporter.otlp.endpoint=http://127.0.0.1:" + blackHole.getLocalPort());

            assertThat(exited.code()).isZero();
            assertThat(exited.millis()).isBetween(500L, 60_000L);
            assertThat(exited.output()).contains("spans at exit: recorded 1, exported 0, queued 1");
        }
    }

    @Test
    void writesSpansToTheConsoleWhereAsked() throws Exception {
        Exited exited = run("otel.traces.exporter=console;otel.service.name=shop");

        assertThat(exited.output())
                .containsPattern("\\[dapper\\] span 'main' SERVER trace=[0-9a-f]{32} span=[0-9a-f]{16} \\d+us\\R");
        assertThat(exited.code()).isZero();
    }

    @Test
    void exportsNothingWhereAsked() throws Exception {
        Exited exited = run("otel.traces.exporter=none");

        // The JVM itself may print something about the machine.
        assertThat(exited.output()).doesNotContain("[dapper]").doesNotContain("\tat ");
        assertThat(exited.code()).isZero();
    }
}
