// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.storage.Attributes;
import dapper.storage.InstrumentationScope;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanKind;
import dapper.storage.Status;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.TestNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class EmbeddedCassandraTest {
    private static final Path JAVA_25 = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64");

    @TempDir
    private Path data;

    private final BlockingQueue<NodeEvent> events = new LinkedBlockingQueue<>();

    @Test
    void keepsItsDataOverARestart() throws Exception {
        Span span = span(1);
        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(data), events::add)) {
            write(node, span);
        }
        assertThat(events).first().isEqualTo(new NodeEvent.Starting(data));
        assertThat(events)
                .last()
                .extracting(NodeEvent::sentence)
                .asString()
                .startsWith("Cassandra is ready on localhost/127.0.0.1:");

        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(data), events::add)) {
            assertThat(read(node, span.traceId())).contains(new Trace(span.traceId(), List.of(span)));
        }
    }

    @Test
    @Tag("once")
    void keepsItsDataToItselfAsLongAsItRuns() throws Exception {
        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(data), events::add)) {
            collectGarbage(node);

            assertThatThrownBy(() -> EmbeddedCassandra.start(TestNode.config(data), event -> {}))
                    .isInstanceOf(EmbeddedCassandraException.class)
                    .hasMessage(
                            "The data folder " + data + " is in use by another embedded Cassandra. Stop that one, or"
                                    + " choose another folder with dapper.cassandra.data.");
        }
    }

    /** Only root may read the file of another process. */
    @Test
    @Tag("once")
    @EnabledOnOs(OS.LINUX)
    void letsIdleThreadsWaitInLongSteps() throws Exception {
        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(data), events::add)) {
            Path slack = Path.of("/proc/" + node.pid() + "/timerslack_ns");
            try {
                assertThat(Files.readString(slack).strip()).isEqualTo("500000");
            } catch (IOException e) {
                Assumptions.abort(slack + " cannot be read by this user: " + e);
            }
        }
    }

    @Test
    @Tag("once")
    void waitsForANodeWhoseParentHasDied() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<EmbeddedCassandra> next;
        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(data), events::add)) {
            Process ended = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-version")
                    .start();
            ended.waitFor();
            Files.writeString(data.resolve("node.parent"), Long.toString(ended.pid()));
            next = CompletableFuture.supplyAsync(() -> EmbeddedCassandra.start(TestNode.config(data), event -> {
                if (event instanceof NodeEvent.StillStarting) {
                    waiting.countDown();
                }
            }));
            assertThat(waiting.await(60, SECONDS)).isTrue();
            assertThat(next).isNotDone();
            assertThat(node.isAlive()).isTrue();
        }
        next.get(120, SECONDS).close();
    }

    @Test
    @Tag("once")
    void losesNothingAcknowledgedWhenKilled() throws Exception {
        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(data), events::add)) {
            try (CassandraStorage storage = open(node)) {
                for (int i = 1; i <= 300; i++) {
                    storage.writer()
                            .write(span(i).traceId(), List.of(span(i)))
                            .toCompletableFuture()
                            .get(60, SECONDS);
                }
                ProcessHandle.of(node.pid()).orElseThrow().destroyForcibly();
            }
            assertThat(awaitFailure())
                    .startsWith("Cassandra ended unasked with exit code 137. Its whole log is " + node.log()
                            + "; the last lines:\n");
            assertThat(node.isAlive()).isFalse();
        }

        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(data), events::add);
                CassandraStorage storage = open(node)) {
            for (int i = 1; i <= 300; i++) {
                Span span = span(i);
                assertThat(storage.reader().trace(span.traceId())).contains(new Trace(span.traceId(), List.of(span)));
            }
        }
    }

    /** As when a disk fails and the system makes it read-only. */
    @Test
    @Tag("once")
    void namesTheFolderThatItCannotWriteAnyMore() throws Exception {
        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(data), events::add)) {
            Path commitLog = data.resolve("commitlog");
            Files.move(commitLog, data.resolve("moved"));
            Files.createFile(commitLog);
            ProcessHandle.of(node.pid()).orElseThrow().destroyForcibly();

            assertThat(awaitFailure())
                    .startsWith("The embedded Cassandra cannot write to its data folder " + commitLog + " (")
                    .contains("). Make that folder writable for this user, or choose another one with"
                            + " dapper.cassandra.data. Cassandra ended unasked with exit code 137.");
        }
    }

    @Test
    @Tag("once")
    void runsOnJava25() throws Exception {
        String given = System.getenv("DAPPER_TEST_JDK_25");
        Path java = given == null ? JAVA_25 : Path.of(given);
        assumeTrue(Files.isDirectory(java), "no Java 25 at " + java + "; set DAPPER_TEST_JDK_25 to one");
        Span span = span(1);

        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(data, java, List.of()), events::add)) {
            write(node, span);
            assertThat(read(node, span.traceId())).contains(new Trace(span.traceId(), List.of(span)));
        }
    }

    @Test
    @Tag("once")
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedCassandraConfig config = new EmbeddedCassandraConfig(
                    TestNode.lib(),
                    data,
                    taken.getLocalPort(),
                    0,
                    1024,
                    Path.of(System.getProperty("java.home")),
                    List.of());

            assertThatThrownBy(() -> EmbeddedCassandra.start(config, events::add))
                    .isInstanceOf(EmbeddedCassandraException.class)
                    .hasMessage("Port " + taken.getLocalPort() + " of this machine is taken by another program, so the"
                            + " embedded Cassandra cannot use it. Stop that program, or choose another port with"
                            + " dapper.cassandra.port (0 takes a free one).");
        }
    }

    @Test
    void saysThatItCannotWriteItsData() throws Exception {
        Path file = Files.createFile(data.resolve("file"));

        assertThatThrownBy(() -> EmbeddedCassandra.start(TestNode.config(file.resolve("below")), events::add))
                .isInstanceOf(EmbeddedCassandraException.class)
                .hasMessageStartingWith(
                        "The embedded Cassandra cannot write to its data folder " + file.resolve("below") + " (")
                .hasMessageEndingWith("Make that folder writable for this user, or choose another one with"
                        + " dapper.cassandra.data.");
    }

    @Test
    void saysThatItsJarsAreMissing() {
        EmbeddedCassandraConfig config = new EmbeddedCassandraConfig(
                data.resolve("lib"), data, 0, 0, 1024, Path.of(System.getProperty("java.home")), List.of());

        assertThatThrownBy(() -> EmbeddedCassandra.start(config, events::add))
                .isInstanceOf(EmbeddedCassandraException.class)
                .hasMessageStartingWith("The embedded Cassandra's jars are not in " + data.resolve("lib"));
    }

    @Test
    void saysThatThereIsNoJava() {
        EmbeddedCassandraConfig config = TestNode.config(data, data.resolve("no-java"), List.of());

        assertThatThrownBy(() -> EmbeddedCassandra.start(config, events::add))
                .isInstanceOf(EmbeddedCassandraException.class)
                .hasMessage("There is no " + data.resolve("no-java/bin/java")
                        + " to run the embedded Cassandra. Set dapper.cassandra.java-home to a Java 17 to 25.");
    }

    @Test
    void showsWhatJavaHasAgainstAnOption() {
        EmbeddedCassandraConfig config =
                TestNode.config(data, Path.of(System.getProperty("java.home")), List.of("-XX:+NoSuchOption"));

        assertThatThrownBy(() -> EmbeddedCassandra.start(config, events::add))
                .isInstanceOf(EmbeddedCassandraException.class)
                .hasMessageContaining("Unrecognized VM option 'NoSuchOption'");
    }

    @Test
    @Tag("once")
    void showsTheLastWordsOfANodeThatCannotStart() throws Exception {
        Files.createFile(data.resolve("hints"));

        assertThatThrownBy(() -> EmbeddedCassandra.start(TestNode.config(data), events::add))
                .isInstanceOf(EmbeddedCassandraException.class)
                .hasMessageStartingWith("Cassandra did not start: failed ")
                .hasMessageContaining("hints")
                .hasMessageContaining("Its whole log is " + data.resolve("logs/cassandra.log") + "; the last lines:\n");
    }

    @Test
    void neverPutsCassandraOnOurClassPath() {
        assertThat(Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)))
                .noneMatch(entry -> entry.contains("cassandra-all") || entry.contains("dapper-cassandra-node"));
    }

    /** Objects that are only held by accident are freed. */
    private static void collectGarbage(EmbeddedCassandra node) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process collection = new ProcessBuilder(jcmd.toString(), Long.toString(node.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(collection.waitFor()).isZero();
    }

    private String awaitFailure() throws InterruptedException {
        for (NodeEvent next = events.poll(60, SECONDS); next != null; next = events.poll(60, SECONDS)) {
            if (next instanceof NodeEvent.Failed) {
                return next.sentence();
            }
        }
        throw new AssertionError("the node reported no failure");
    }

    private static CassandraStorage open(EmbeddedCassandra node) {
        return CassandraStorage.open(CassandraConfig.builder().build().at(node.contactPoint(), node.localDatacenter()));
    }

    private static void write(EmbeddedCassandra node, Span span) throws Exception {
        try (CassandraStorage storage = open(node)) {
            storage.writer()
                    .write(span.traceId(), List.of(span))
                    .toCompletableFuture()
                    .get(60, SECONDS);
        }
    }

    private static Optional<Trace> read(EmbeddedCassandra node, TraceId traceId) {
        try (CassandraStorage storage = open(node)) {
            return storage.reader().trace(traceId);
        }
    }

    static Span span(long id) {
        return span(id, Attributes.EMPTY);
    }

    static Span span(long id, Attributes attributes) {
        return new Span(
                new TraceId(1, id),
                id,
                0,
                "",
                0,
                "work",
                SpanKind.SERVER,
                1_790_000_000_000_000_000L,
                1_790_000_000_000_000_001L,
                attributes,
                List.of(),
                List.of(),
                Span.Dropped.NONE,
                Status.UNSET,
                new Resource(Attributes.ofFlat("service.name", "shop"), 0, ""),
                InstrumentationScope.UNKNOWN);
    }
}
