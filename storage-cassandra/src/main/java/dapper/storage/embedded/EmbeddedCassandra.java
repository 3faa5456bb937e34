// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A running Cassandra node in a child JVM, for one machine. It listens on loopback only and keeps everything in its own
 * folder.
 *
 * <p>An acknowledged write is on disk (see the comment in {@code cassandra.yaml}), so neither {@code kill -9} of this
 * process nor of the child loses it. The child ends by itself when this process ends, however that happens.
 */
public final class EmbeddedCassandra implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);
    private static final int LOG_LINES_SHOWN = 15;

    private final NodeProcess process;
    private final NodeDirectory directory;
    private final int port;
    private volatile boolean closing;

    private EmbeddedCassandra(NodeProcess process, NodeDirectory directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts the node and waits until it answers: about 5 s, longer if it has much to replay after a crash.
     *
     * @param progress hears sentences for a person while the node starts, and if it ends unasked later; called on this
     *     thread and on the one that watches the child
     * @throws EmbeddedCassandraException if it does not start; the message says why and what to do
     */
    public static EmbeddedCassandra start(EmbeddedCassandraConfig config, Consumer<String> progress) {
        NodeDirectory directory =
                new NodeDirectory(config.data().toAbsolutePath().normalize());
        int port = LoopbackPort.find(config.port(), "dapper.cassandra.port");
        int storagePort = LoopbackPort.findOther(port, config.storagePort(), "dapper.cassandra.storage-port");
        directory.prepare(port, storagePort);
        progress.accept("Starting Cassandra, data in " + directory.root());
        EmbeddedCassandra node = new EmbeddedCassandra(NodeProcess.start(config, directory), directory, port);
        try {
            node.awaitReady(progress);
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
        node.process.ended().thenRun(() -> node.reportCrash(progress));
        return node;
    }

    private void awaitReady(Consumer<String> progress) {
        long start = System.nanoTime();
        while (true) {
            try {
                String signal = process.started().get(2, TimeUnit.SECONDS);
                accept(signal);
                progress.accept("Cassandra is ready on " + contactPoint() + " after " + seconds(start) + " s");
                return;
            } catch (TimeoutException e) {
                if (seconds(start) > START_PATIENCE.toSeconds()) {
                    throw new EmbeddedCassandraException(
                            "Cassandra was not ready after " + seconds(start) + " s" + lastWords(), e);
                }
                progress.accept("Cassandra is starting, " + seconds(start) + " s: " + lastLogLine());
            } catch (ExecutionException e) {
                throw new EmbeddedCassandraException("Cassandra ended while it started" + lastWords(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EmbeddedCassandraException("Interrupted while Cassandra started", e);
            }
        }
    }

    private void accept(String signal) {
        if (signal.equals("in-use")) {
            throw new EmbeddedCassandraException("The data folder " + directory.root()
                    + " is in use by another embedded Cassandra. Stop that one, or choose another folder with"
                    + " dapper.cassandra.data.");
        }
        if (!signal.equals("ready")) {
            throw new EmbeddedCassandraException("Cassandra did not start: " + signal + lastWords());
        }
    }

    /** Where the node answers. */
    public InetSocketAddress contactPoint() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The only data centre it knows, which drivers want to be told. */
    public String localDatacenter() {
        return "datacenter1";
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Process id of the child JVM. */
    public long pid() {
        return process.pid();
    }

    public Path log() {
        return directory.log();
    }

    /** Lets the node write everything out and waits for its end, at most a minute; then the end comes by force. */
    @Override
    public void close() {
        closing = true;
        process.stop(STOP_PATIENCE);
    }

    private void reportCrash(Consumer<String> progress) {
        if (!closing) {
            progress.accept("Cassandra ended unasked with exit code " + process.exitCode() + lastWords());
        }
    }

    private String lastWords() {
        List<String> words = new ArrayList<>(process.lastOutput());
        words.addAll(LogTail.lines(directory.log()));
        int hidden = Math.max(0, words.size() - LOG_LINES_SHOWN);
        return ". Its whole log is " + directory.log() + "; the last lines:\n  "
                + String.join("\n  ", words.subList(hidden, words.size()));
    }

    private String lastLogLine() {
        List<String> lines = LogTail.lines(directory.log());
        return lines.isEmpty() ? "no log yet" : lines.get(lines.size() - 1).replaceFirst("^.*? - ", "");
    }

    private static long seconds(long startNanos) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
    }
}
