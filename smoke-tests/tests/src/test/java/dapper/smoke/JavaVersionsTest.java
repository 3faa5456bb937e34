// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.smoke.run.Distribution;
import dapper.smoke.run.Http;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.OtlpReceiver.Protocol;
import dapper.smoke.run.Program;
import dapper.smoke.run.SpanTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application for Java 8 and newer (servlets, JDBC, HTTP clients, executors) on every installed Java that the agent
 * supports: with the agent from the start, and attached later; ended by a signal and by itself.
 */
@Timeout(300)
class JavaVersionsTest {
    private static final String ROOT = "GET /orders/*";

    private static final String TREE = """
            SERVER GET /orders/*
              CLIENT SELECT orders
              CLIENT SELECT invoice
              CLIENT SELECT parcel
              CLIENT SELECT refund
              CLIENT GET
                SERVER GET /numbers/*
              CLIENT GET
                SERVER GET /numbers/*
            """;

    /** java.net.http needs Java 11. */
    private static final String TREE_OF_THREE_CLIENTS = TREE + "  CLIENT GET\n    SERVER GET /numbers/*\n";

    private final OtlpReceiver receiver = OtlpReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    private static String tree(Jdk jdk) {
        return jdk.version() < 11 ? TREE : TREE_OF_THREE_CLIENTS;
    }

    private static Program start(Jdk jdk, List<String> options) {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(options);
        command.addAll(List.of(
                "-jar",
                Distribution.repository()
                        .resolve("smoke-tests/apps/archive/target/archive.jar")
                        .toString(),
                "--port=0",
                "--stop-on-eof"));
        return Program.start(command, Map.of());
    }

    private static String port(Program archive) {
        return archive.awaitLine("archive ready on port (\\d+)").group(1);
    }

    private static void order(Jdk jdk, String port) {
        assertThat(Http.get("http://127.0.0.1:" + port + "/orders/1").body())
                .isEqualTo(jdk.version() < 11 ? "1000 1 2" : "1000 1 2 3");
    }

    private static List<String> ofAgent(Program program) {
        return program.standardError().stream()
                .filter(line -> line.startsWith("[dapper]"))
                .toList();
    }

    static List<Jdk> versions() {
        return Jdk.more().toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("versions")
    void tracesTheApplicationAndDeliversEverythingAtSigterm(Jdk jdk) {
        List<String> options = new ArrayList<>(List.of(
                "-javaagent:" + Distribution.agent(),
                "-Dotel.service.name=archive",
                // Only the exit sends spans.
                "-Dotel.bsp.schedule.delay=10m",
                "-Ddapper.shutdown.timeout=60s"));
        options.addAll(List.of(Protocol.GRPC.options(receiver.endpoint(Protocol.GRPC))));
        try (Program archive = start(jdk, options)) {
            order(jdk, port(archive));
            assertThat(archive.terminate()).as(archive.toString()).isEqualTo(143);
            assertThat(SpanTree.below(ROOT, receiver.spans()))
                    .as(archive.toString())
                    .isEqualTo(tree(jdk));
            assertThat(archive.standardError()).singleElement().asString().contains("traces service 'archive'");
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("versions")
    void tracesAnApplicationThatRunsAndDeliversEverythingAtSystemExit(Jdk jdk) {
        try (Program archive = start(jdk, List.of())) {
            String port = port(archive);
            order(jdk, port);
            Program attach = Program.start(
                    List.of(
                            Distribution.launcher().toString(),
                            "attach",
                            Long.toString(archive.process().pid()),
                            "otel.service.name=archive",
                            "otel.bsp.schedule.delay=10m",
                            "dapper.shutdown.timeout=60s",
                            "otel.exporter.otlp.endpoint=" + receiver.endpoint(Protocol.GRPC)),
                    Map.of("JAVA_HOME", System.getProperty("java.home")));
            assertThat(attach.awaitExit()).as(attach.toString()).isZero();
            order(jdk, port);
            assertThat(archive.finish()).as(archive.toString()).isZero();
            assertThat(SpanTree.below(ROOT, receiver.spans()))
                    .as(archive.toString())
                    .isEqualTo(tree(jdk));
            assertThat(ofAgent(archive)).singleElement().asString().contains("traces service 'archive'");
        }
    }
}
