// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running parts of a server, stopped in reverse order: on Ctrl-C or SIGTERM by a thread of the JVM, or by the main
 * thread if a start fails half-way or a part ends by itself.
 */
final class Running implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final Console console;
    private boolean closed;

    private Running(Console console) {
        this.console = console;
    }

    /** @param console gets a message about a stop from outside, and no errors after it */
    static Running untilStopped(Console console) {
        Running running = new Running(console);
        Runtime.getRuntime().addShutdownHook(new Thread(running::stopFromOutside, "dapper-stop"));
        return running;
    }

    private void stopFromOutside() {
        synchronized (this) {
            if (closed) {
                return;
            }
            console.say("stopping");
            // A part that is still starting will fail because others are gone; this is expected.
            console.mute();
        }
        close();
        console.say("stopped");
    }

    /** Adds a part. A part that is added after the stop has begun is stopped immediately. */
    <T extends AutoCloseable> T add(T part) {
        synchronized (this) {
            if (!closed) {
                parts.push(part);
                return part;
            }
        }
        stop(part);
        throw new IllegalStateException("stopped while starting");
    }

    /** Called by any thread when a part has ended without being asked to. */
    synchronized void failed(String message) {
        if (!closed) {
            stopped.completeExceptionally(new IllegalStateException(message));
        }
    }

    /** Waits for the end: a shutdown of the JVM or a failed part. */
    int await() throws Exception {
        try {
            stopped.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalStateException failure) {
                throw failure;
            }
            throw e;
        }
        return 0;
    }

    @Override
    public void close() {
        for (AutoCloseable part = next(); part != null; part = next()) {
            stop(part);
        }
        stopped.complete(null);
    }

    private synchronized @Nullable AutoCloseable next() {
        closed = true;
        return parts.poll();
    }

    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("stopping: {}", Failure.text(e));
            LOG.debug("stopping", e);
        }
    }
}
