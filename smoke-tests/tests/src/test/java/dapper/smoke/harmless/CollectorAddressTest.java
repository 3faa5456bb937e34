// SPDX-License-Identifier: Apache-2.0
package dapper.smoke.harmless;

import static org.assertj.core.api.Assertions.assertThat;

import app.Statements;
import dapper.smoke.run.Certificate;
import dapper.smoke.run.Counts;
import dapper.smoke.run.FaultyLink;
import dapper.smoke.run.FaultyLink.Fault;
import dapper.smoke.run.Jdk;
import dapper.smoke.run.Jvm;
import dapper.smoke.run.OtlpReceiver;
import dapper.smoke.run.OtlpReceiver.Protocol;
import dapper.smoke.run.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * If the address leads to a server with another protocol, or nowhere, one log line reports it, and spans arrive once it
 * works.
 */
@Timeout(300)
class CollectorAddressTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void tlsToAServerWithoutIt(Protocol protocol) {
        Certificate certificate = Certificate.create(folder);
        try (OtlpReceiver receiver = OtlpReceiver.start();
                FaultyLink link = FaultyLink.to(receiver.port(protocol), certificate.server());
                Program program = start(
                        protocol,
                        "https://127.0.0.1:" + link.port(),
                        "-Dotel.exporter.otlp.certificate=" + certificate.pem())) {
            assertRecovers(program, receiver, () -> link.set(Fault.TLS), "does not speak TLS|terminated the handshake");
        }
    }

    @ParameterizedTest
    @EnumSource
    void plainTextToAServerWithTls(Protocol protocol) {
        Certificate certificate = Certificate.create(folder);
        try (OtlpReceiver receiver = OtlpReceiver.start();
                FaultyLink link = FaultyLink.to(receiver.port(protocol), certificate.server())) {
            link.set(Fault.TLS);
            try (Program program = start(protocol, "http://127.0.0.1:" + link.port())) {
                assertRecovers(program, receiver, () -> link.set(Fault.NONE), "if the server speaks TLS, use https://");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNameThatNobodyKnows(Protocol protocol) throws IOException {
        Path hosts = Files.createFile(folder.resolve("hosts"));
        Path security = Files.writeString(folder.resolve("java.security"), "networkaddress.cache.negative.ttl=0\n");
        try (OtlpReceiver receiver = OtlpReceiver.start();
                Program program = start(
                        protocol,
                        "http://collector.example:" + receiver.port(protocol),
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Djava.security.properties=" + security)) {
            assertRecovers(program, receiver, () -> write(hosts, "127.0.0.1 collector.example\n"), "collector.example");
        }
    }

    private static Program start(Protocol protocol, String endpoint, String... more) {
        return Jvm.on(Jdk.ofThisBuild())
                .withAgent()
                .with(protocol.options(endpoint))
                .with(
                        "-Dotel.bsp.schedule.delay=50ms",
                        "-Ddapper.shutdown.timeout=60s",
                        "-Dotel.exporter.otlp.timeout=10s",
                        "-Dotel.bsp.export.timeout=500ms")
                .with(more)
                .start(Statements.class, "watched");
    }

    private static void assertRecovers(Program program, OtlpReceiver receiver, Runnable repair, String complaint) {
        program.awaitLine("ready");
        int recorded = 0;
        long end = Long.MAX_VALUE;
        do {
            recorded += execute(program, "wrong");
            if (end == Long.MAX_VALUE && !warnings(program).isEmpty()) {
                // Longer than the batch in question is kept.
                end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_500);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        } while (end == Long.MAX_VALUE || System.nanoTime() - end < 0);
        repair.run();
        do {
            recorded += execute(program, "right");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        } while (receiver.spans().isEmpty());
        assertThat(program.finish()).as(program.toString()).isZero();

        assertThat(warnings(program))
                .as(program.toString())
                .singleElement()
                .asString()
                .startsWith("[dapper] WARN cannot export spans: ")
                .containsPattern(complaint);
        Counts counts = Counts.of(program);
        assertThat(counts.recorded()).as(program.toString()).isEqualTo(recorded);
        assertThat(counts.exported() + counts.allDropped()).isEqualTo(recorded);
        // The receiver may have more: an acknowledgement that a busy machine delays for too long does not count.
        assertThat(counts.exported()).isBetween(1L, (long) receiver.spans().size());
        assertThat(counts.dropped().keySet()).isNotEmpty().isSubsetOf("unavailable", "rejected");
    }

    private static List<String> warnings(Program program) {
        return program.standardError().stream()
                .filter(line -> line.startsWith("[dapper] WARN"))
                .toList();
    }

    private static int execute(Program program, String table) {
        int answers = program.standardOutput().size();
        program.type("10 " + table);
        program.awaitLines(answers + 1);
        assertThat(program.standardOutput().get(answers))
                .matches(table + " took \\d+ us and \\d+ looks, seen sending 0 times");
        return 10;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
