// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The child JVM. A dedicated thread reads the child's output, for signals of the launcher and for its last lines.
 *
 * <p>Signals are lines that begin with {@value #SIGNAL}; the end of the child's standard input asks it to drain and
 * exit.
 */
final class NodeProcess {
    private static final String SIGNAL = "@dapper ";
    private static final int LAST_LINES = 40;

    /**
     * A terminal sends Ctrl-C to every process; the node must run until the last span is written. And Cassandra's pools
     * let idle threads wait in steps of 10 us, which took half of the node's CPU time. Linux may wake a thread later
     * than asked, by 50 us unless told otherwise; with half a millisecond the steps cost next to nothing. Threads
     * inherit the number; other systems have no such file.
     */
    private static final String PRELUDE =
            "trap '' INT; { echo 500000 > /proc/$$/timerslack_ns; } 2> /dev/null; exec \"$@\"";

    private final Process process;
    private final ArrayDeque<String> output = new ArrayDeque<>();

    /** The first of "ready", "in-use" and "failed ..."; exceptional if the child exits without a signal. */
    private final CompletableFuture<String> started = new CompletableFuture<>();

    private final Thread reader;

    private NodeProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "embedded-cassandra-output");
        reader.setDaemon(true);
        reader.start();
    }

    static NodeProcess start(EmbeddedCassandraConfig config, NodeDirectory directory) {
        ProcessBuilder builder = new ProcessBuilder(command(config, directory)).redirectErrorStream(true);
        builder.directory(directory.root().toFile());
        // Options meant for our own JVM, an agent above all, must not reach the child.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        try {
            return new NodeProcess(builder.start());
        } catch (IOException e) {
            throw new EmbeddedCassandraException("Cannot run the embedded Cassandra (" + e.getMessage() + ").", e);
        }
    }

    private static List<String> command(EmbeddedCassandraConfig config, NodeDirectory directory) {
        Path jar = config.lib().resolve("dapper-cassandra-node.jar");
        if (!Files.isRegularFile(jar)) {
            throw new EmbeddedCassandraException("The embedded Cassandra's jars are not in " + config.lib() + " (" + jar
                    + " is missing). Set dapper.cassandra.lib to their folder; a build makes it at"
                    + " storage-cassandra/node/target/cassandra.");
        }
        if (!Files.isExecutable(java(config))) {
            throw new EmbeddedCassandraException("There is no " + java(config)
                    + " to run the embedded Cassandra. Set dapper.cassandra.java-home to a Java 17 to 25.");
        }
        List<String> command = new ArrayList<>();
        command.addAll(List.of("/bin/sh", "-c", PRELUDE, "sh"));
        command.add(java(config).toString());
        command.add("-Xmx" + config.heapMegabytes() + "m");
        command.add("-XX:+UseG1GC");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:-UsePerfData");
        command.add("-XX:ErrorFile=" + directory.logs().resolve("hs_err_%p.log"));
        command.add("-Djdk.attach.allowAttachSelf=true");
        command.add("-Dio.netty.tryReflectionSetAccessible=true");
        command.add("-Dcassandra.config=" + directory.configuration().toUri());
        command.add("-Dcassandra.storagedir=" + directory.root());
        command.add("-Dcassandra.logdir=" + directory.logs());
        command.add("-Dcassandra.triggers_dir=" + directory.triggers());
        command.add("-Dcassandra-foreground=yes");
        // There is no other node to gossip with.
        command.add("-Dcassandra.skip_wait_for_gossip_to_settle=0");
        command.add("-Dcassandra.ring_delay_ms=1");
        command.add("-Dcassandra.shutdown_announce_in_ms=0");
        command.addAll(config.jvmOptions());
        command.add("-jar");
        command.add(jar.toString());
        command.add(directory.root().toString());
        return command;
    }

    private static Path java(EmbeddedCassandraConfig config) {
        return config.javaHome().resolve("bin").resolve("java");
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(SIGNAL)) {
                    started.complete(line.substring(SIGNAL.length()));
                } else {
                    remember(line);
                }
            }
        } catch (IOException e) {
            remember("(its output ended: " + e.getMessage() + ")");
        }
        started.completeExceptionally(new IllegalStateException("ended before it was ready"));
    }

    private synchronized void remember(String line) {
        if (output.size() == LAST_LINES) {
            output.removeFirst();
        }
        output.addLast(line);
    }

    /** Returns the last output of the child; its log is a separate file. */
    synchronized List<String> lastOutput() {
        return List.copyOf(output);
    }

    CompletableFuture<String> started() {
        return started;
    }

    CompletableFuture<Process> ended() {
        return process.onExit();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Nullable
    Integer exitCode() {
        return process.isAlive() ? null : process.exitValue();
    }

    /** Asks the child to drain, waits, and kills it if that takes too long. */
    void stop(Duration patience) {
        try {
            process.outputWriter(StandardCharsets.UTF_8).close();
        } catch (IOException e) {
            // The pipe is gone because the child is.
            remember("(its input was closed already: " + e.getMessage() + ")");
        }
        boolean interrupted = false;
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            reader.join(1000);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
