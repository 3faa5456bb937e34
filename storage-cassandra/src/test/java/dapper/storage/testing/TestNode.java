// SPDX-License-Identifier: Apache-2.0
package dapper.storage.testing;

import dapper.sampling.testing.ReservedPort;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.embedded.EmbeddedCassandra;
import dapper.storage.embedded.EmbeddedCassandraConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The one embedded node of a test run, in a temporary folder that goes away with it. */
public final class TestNode implements AutoCloseable {
    private static final AtomicInteger KEYSPACES = new AtomicInteger();
    /** Kept reachable as long as this JVM runs, or garbage collection would release them. */
    private static final List<ReservedPort> PORTS = new CopyOnWriteArrayList<>();

    private final Path data;
    private final EmbeddedCassandra node;

    private TestNode(Path data, EmbeddedCassandra node) {
        this.data = data;
        this.node = node;
    }

    public static TestNode start() {
        try {
            Path data = Files.createTempDirectory("dapper-cassandra-test");
            return new TestNode(data, EmbeddedCassandra.start(config(data), event -> {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns settings with ports that no other process gets before the node listens there, a small heap, and the jars that
     * this build collected.
     */
    public static EmbeddedCassandraConfig config(Path data) {
        return config(data, Path.of(System.getProperty("java.home")), List.of());
    }

    /** As {@link #config(Path)}, with that Java and more options for it. */
    public static EmbeddedCassandraConfig config(Path data, Path javaHome, List<String> jvmOptions) {
        List<String> options = new ArrayList<>(jvmOptions);
        // Halves the processor time of a start, and the nodes of tests never run long enough for the better compiler.
        options.add("-XX:TieredStopAtLevel=1");
        return new EmbeddedCassandraConfig(lib(), data, port(), port(), 1024, javaHome, options);
    }

    private static int port() {
        ReservedPort port = new ReservedPort();
        PORTS.add(port);
        return port.number();
    }

    /** Returns the system property {@code dapper.cassandra.lib}, or the build folder of storage-cassandra/node. */
    public static Path lib() {
        String given = System.getProperty("dapper.cassandra.lib");
        if (given != null) {
            return Path.of(given);
        }
        Path built = Path.of("storage-cassandra", "node", "target", "cassandra");
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(built))) {
                return folder.resolve(built);
            }
        }
        throw new IllegalStateException("no " + built + " here or above: build storage-cassandra/node first");
    }

    public EmbeddedCassandra node() {
        return node;
    }

    /** Returns the defaults, but for this node and with an unused keyspace. */
    public CassandraConfig newKeyspace(String name) {
        String keyspace = name.toLowerCase(Locale.ROOT) + "_" + KEYSPACES.incrementAndGet();
        return CassandraConfig.builder().keyspace(keyspace).build().at(node.contactPoint(), node.localDatacenter());
    }

    @Override
    public void close() {
        node.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
