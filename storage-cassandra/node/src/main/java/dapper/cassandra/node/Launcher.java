// SPDX-License-Identifier: Apache-2.0
package dapper.cassandra.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.apache.cassandra.service.CassandraDaemon;
import org.apache.cassandra.service.StorageService;
import org.jspecify.annotations.Nullable;

/**
 * Main class of the embedded node's JVM.
 *
 * <p>It communicates with its parent over the standard streams only, so that no management port is open. A line on
 * standard output that begins with {@value #SIGNAL} is for the parent. The end of standard input, which also comes when
 * the parent dies, means "drain and exit".
 */
public final class Launcher {
    private static final String SIGNAL = "@dapper ";
    private static final int FAILED = 3;
    private static final int DATA_IN_USE = 4;
    /** A node with a lot in memory takes a while to write it to disk. */
    private static final int ORPHAN_SECONDS = 60;

    private static final PrintStream OUT = System.out;

    /** Kept reachable: the garbage collector closes an unreachable channel, which releases its lock. */
    private static @Nullable FileLock dataLock;

    private static volatile boolean ready;

    private Launcher() {}

    /** @param arguments the data directory */
    public static void main(String[] arguments) throws Exception {
        Thread parentWatch = new Thread(Launcher::endWithParent, "parent-watch");
        parentWatch.setDaemon(true);
        parentWatch.start();
        dataLock = lock(Path.of(arguments[0]));
        if (dataLock == null) {
            signal("in-use");
            Runtime.getRuntime().halt(DATA_IN_USE);
        }
        start();
    }

    /** Waits for a node whose parent has died, because that node ends by itself. Returns null if another one has the data. */
    private static @Nullable FileLock lock(Path data) throws IOException, InterruptedException {
        Path parentFile = data.resolve("node.parent");
        // Never closed: the lock must live exactly as long as this process.
        FileChannel channel =
                FileChannel.open(data.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ORPHAN_SECONDS);
        FileLock lock = channel.tryLock();
        while (lock == null && hasDied(parentFile) && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(100);
            lock = channel.tryLock();
        }
        if (lock != null) {
            Files.writeString(
                    parentFile,
                    ProcessHandle.current()
                            .parent()
                            .map(parent -> Long.toString(parent.pid()))
                            .orElse(""));
        }
        return lock;
    }

    /** @param parentFile has the process id of the parent of the node that has the lock */
    private static boolean hasDied(Path parentFile) throws IOException {
        String pid = Files.exists(parentFile) ? Files.readString(parentFile) : "";
        return pid.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    private static void start() {
        try {
            new CassandraDaemon(true).activate();
            ready = true;
            signal("ready");
        } catch (Throwable e) {
            signal("failed " + deepestMessage(e));
            // A half-started node has acknowledged nothing, and its own shutdown hook may wait for a part that never
            // started.
            Runtime.getRuntime().halt(FAILED);
        }
    }

    private static void endWithParent() {
        try (InputStream in = System.in) {
            while (in.read() >= 0) {
                // Only the end matters.
            }
        } catch (IOException e) {
            signal("parent lost: " + e.getMessage());
        }
        if (!ready) {
            Runtime.getRuntime().halt(0);
        }
        drainAndExit();
    }

    private static void drainAndExit() {
        try {
            StorageService.instance.drain();
            signal("drained");
        } catch (Exception e) {
            // The commit log still has everything that was acknowledged.
            signal("drain failed: " + e);
            Runtime.getRuntime().halt(FAILED);
        }
        System.exit(0);
    }

    private static String deepestMessage(Throwable failure) {
        Throwable deepest = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            deepest = cause;
        }
        String message = deepest.getMessage();
        return (message == null ? deepest.toString() : message).replace('\n', ' ');
    }

    private static void signal(String text) {
        OUT.println(SIGNAL + text);
        OUT.flush();
    }
}
