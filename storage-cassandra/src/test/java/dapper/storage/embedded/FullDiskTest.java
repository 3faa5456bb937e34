// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.storage.Attributes;
import dapper.storage.Span;
import dapper.storage.TraceId;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.TestNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs on its own in-memory file system, which needs root; skipped otherwise. */
@Timeout(300)
@Tag("once")
class FullDiskTest {
    @TempDir
    private Path folder;

    private final BlockingQueue<NodeEvent> events = new LinkedBlockingQueue<>();

    @AfterEach
    void unmount() throws Exception {
        run("umount", folder.resolve("commitlog").toString());
        run("umount", folder.toString());
    }

    @Test
    void refusesWritesWhileOnlyTheDiskOfTheCommitLogIsFull() throws Exception {
        Path commitLog = Files.createDirectory(folder.resolve("commitlog"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=700m", "tmpfs", commitLog.toString()),
                "a file system in memory cannot be mounted here");
        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(folder), events::add);
                CassandraStorage storage = CassandraStorage.open(
                        CassandraConfig.builder().build().at(node.contactPoint(), node.localDatacenter()))) {
            assertThat(node.outage()).isNull();
            Path filler = commitLog.resolve("filler");
            fill(filler, commitLog.toFile().getUsableSpace() - DiskSpace.LEAST_TO_WRITE + 1);
            for (int i = 1; node.outage() == null; i++) {
                write(storage, i);
            }

            assertThat(node.outage())
                    .startsWith("The disk of the embedded Cassandra's data folder " + commitLog + " is nearly full: ");
            Files.delete(filler);
            for (int i = 1; node.outage() != null; i++) {
                write(storage, i);
            }
        }
    }

    @Test
    void runsAgainWhenThereIsRoomAgain() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=700m", "tmpfs", folder.toString()),
                "a file system in memory cannot be mounted here");
        Path data = folder.resolve("data");
        Path filler = folder.resolve("filler");
        try (EmbeddedCassandra node = EmbeddedCassandra.start(TestNode.config(data), events::add);
                CassandraStorage storage = CassandraStorage.open(
                        CassandraConfig.builder().build().at(node.contactPoint(), node.localDatacenter()))) {
            write(storage, 1);
            assertThat(node.outage()).isNull();
            assertThatThrownBy(() -> fill(filler, Long.MAX_VALUE)).hasMessageContaining("No space left");
            for (int i = 2; node.isAlive(); i++) {
                try {
                    write(storage, megabyte(i));
                } catch (ExecutionException e) {
                    // It is about to exit.
                }
            }

            assertThat(await(NodeEvent.OutOfSpace.class).sentence())
                    .startsWith("The disk of the embedded Cassandra's data folder " + data + " is nearly full: ")
                    .endsWith(" MB are missing. Free some space, or choose a folder on another disk with"
                            + " dapper.cassandra.data. Cassandra has stopped; spans are refused until it runs again.");
            assertThat(node.outage()).endsWith("spans are refused until it runs again.");
            Files.delete(filler);
            await(NodeEvent.RunsAgain.class);

            assertThat(node.outage()).isNull();
            writeWhenConnected(storage, 1_000_000);
            assertThat(storage.reader().trace(new TraceId(1, 1))).isPresent();
            assertThat(storage.reader().trace(new TraceId(1, 1_000_000))).isPresent();
        }
    }

    private static void fill(Path filler, long bytes) throws IOException {
        byte[] megabyte = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (long written = 0; written < bytes; written += megabyte.length) {
                out.write(megabyte);
            }
        }
    }

    private static void write(CassandraStorage storage, long id) throws Exception {
        write(storage, EmbeddedCassandraTest.span(id));
    }

    /** The commit log holds about ten of these before it needs more of the disk. */
    private static Span megabyte(long id) {
        return EmbeddedCassandraTest.span(id, Attributes.ofFlat("n", "x".repeat(1 << 20)));
    }

    private static void write(CassandraStorage storage, Span span) throws Exception {
        storage.writer()
                .write(span.traceId(), List.of(span))
                .toCompletableFuture()
                .get(60, SECONDS);
    }

    private static void writeWhenConnected(CassandraStorage storage, long id) throws Exception {
        while (true) {
            try {
                write(storage, id);
                return;
            } catch (ExecutionException e) {
                // The driver looks for the node each few seconds.
            }
        }
    }

    private NodeEvent await(Class<? extends NodeEvent> kind) throws InterruptedException {
        for (NodeEvent next = events.poll(90, SECONDS); next != null; next = events.poll(90, SECONDS)) {
            if (kind.isInstance(next)) {
                return next;
            }
        }
        throw new AssertionError("no event was a " + kind.getSimpleName());
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
