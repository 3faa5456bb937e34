// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A running Cassandra node in a child JVM, for one machine. It listens on loopback only and keeps everything in its own
 * folder.
 *
 * <p>An acknowledged write is on disk (see the comment in {@code cassandra.yaml}), so neither {@code kill -9} of this
 * process nor of the child loses it. A full disk stops the node until there is room again. The child exits by itself
 * when this process ends for any reason.
 */
public final class EmbeddedCassandra implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);
    private static final int LOG_LINES_SHOWN = 15;
    private static final Pattern NO_SPACE =
            Pattern.compile("No space left on device|Disk quota exceeded|Insufficient disk space");

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final EmbeddedCassandraConfig config;
    private final NodeDirectory directory;
    private final int port;
    private final int storagePort;
    private final Consumer<NodeEvent> events;
    private final CountDownLatch closing = new CountDownLatch(1);
    private NodeProcess process;
    private volatile @Nullable String outage;

    private EmbeddedCassandra(EmbeddedCassandraConfig config, NodeDirectory directory, Consumer<NodeEvent> events) {
        this.config = config;
        this.directory = directory;
        this.events = events;
        this.port = LoopbackPort.find(config.port(), "dapper.cassandra.port");
        this.storagePort = LoopbackPort.findOther(port, config.storagePort(), "dapper.cassandra.storage-port");
        directory.prepare(port, storagePort);
        events.accept(new NodeEvent.Starting(directory.root()));
        this.process = NodeProcess.start(config, directory);
    }

    /**
     * Starts the node and waits until it answers: about 5 s, longer if it has a lot to replay after a crash.
     *
     * <p>If the node ends later because its disk is full, it is started again as soon as there is room; if it ends for
     * another reason, that is reported and it stays down.
     *
     * @param events receives the events of the start, and later ones, on threads of the node
     * @throws EmbeddedCassandraException if it does not start; the message gives the reason and what to do
     */
    public static EmbeddedCassandra start(EmbeddedCassandraConfig config, Consumer<NodeEvent> events) {
        NodeDirectory directory =
                new NodeDirectory(config.data().toAbsolutePath().normalize());
        EmbeddedCassandra node = new EmbeddedCassandra(config, directory, events);
        try {
            node.awaitReady(events);
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
        node.watch();
        return node;
    }

    private void watch() {
        process().ended().thenRun(this::ended);
    }

    /** Runs on the JDK's thread that watches processes. */
    private void ended() {
        if (isClosing()) {
            return;
        }
        String ending = "Cassandra ended unasked with exit code " + process().exitCode() + lastWords();
        if (directory.space().isEnoughToStart() && !NO_SPACE.matcher(ending).find()) {
            String unwritable = directory.unwritable();
            events.accept(new NodeEvent.Failed(unwritable == null ? ending : unwritable + " " + ending));
            return;
        }
        String reason = directory.space().sentence() + " Cassandra has stopped; spans are refused until it runs again.";
        outage = reason;
        events.accept(new NodeEvent.OutOfSpace(reason));
        Thread restart = new Thread(this::restart, "embedded-cassandra-restart");
        restart.setDaemon(true);
        restart.start();
    }

    private void restart() {
        Duration pause = SHORTEST_PAUSE;
        try {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                if (directory.space().isEnoughToStart()) {
                    if (startAgain()) {
                        return;
                    }
                    // Full again: if a disk fills as fast as it is emptied, a start every two seconds is pointless.
                    pause = LONGEST_PAUSE.compareTo(pause.multipliedBy(2)) < 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns false if the disk is full again. */
    private boolean startAgain() throws InterruptedException {
        try {
            directory.prepare(port, storagePort);
            if (!replaceProcess()) {
                return true;
            }
            awaitReady(event -> {});
        } catch (EmbeddedCassandraException e) {
            process().stop(STOP_PATIENCE);
            if (!directory.space().isEnoughToStart()) {
                return false;
            }
            if (!isClosing()) {
                events.accept(new NodeEvent.Failed(String.valueOf(e.getMessage())));
            }
            return true;
        }
        outage = null;
        events.accept(new NodeEvent.RunsAgain());
        watch();
        return true;
    }

    /** Returns false if the node was closed meanwhile. */
    private synchronized boolean replaceProcess() {
        if (isClosing()) {
            return false;
        }
        process = NodeProcess.start(config, directory);
        return true;
    }

    private synchronized NodeProcess process() {
        return process;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Returns why nothing can be written at the moment, as a sentence for a user; null if all is well. */
    public @Nullable String outage() {
        String down = outage;
        return down == null ? directory.space().fullness() : down;
    }

    private void awaitReady(Consumer<NodeEvent> progress) {
        long start = System.nanoTime();
        while (true) {
            try {
                String signal = process().started().get(2, TimeUnit.SECONDS);
                accept(signal);
                progress.accept(new NodeEvent.Ready(contactPoint(), seconds(start)));
                return;
            } catch (TimeoutException e) {
                if (seconds(start) > START_PATIENCE.toSeconds()) {
                    throw new EmbeddedCassandraException(
                            "Cassandra was not ready after " + seconds(start) + " s" + lastWords(), e);
                }
                progress.accept(new NodeEvent.StillStarting(seconds(start), lastLogLine()));
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

    /** Returns the address at which the node answers. */
    public InetSocketAddress contactPoint() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Returns the name of its only data centre, which drivers require. */
    public String localDatacenter() {
        return "datacenter1";
    }

    public boolean isAlive() {
        return process().isAlive();
    }

    /** Returns the process id of the child JVM. */
    public long pid() {
        return process().pid();
    }

    public Path log() {
        return directory.log();
    }

    /** Lets the node write everything to disk and waits for its exit, at most a minute; then kills it. */
    @Override
    public void close() {
        closing.countDown();
        process().stop(STOP_PATIENCE);
    }

    private String lastWords() {
        List<String> words = new ArrayList<>(process().lastOutput());
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
