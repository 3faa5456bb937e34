// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a server that run, stopped last one first: on Ctrl-C or SIGTERM by a thread of the JVM, or by the main
 * thread when a start fails half way or a part ends by itself.
 */
final class Running implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private boolean closed;

    private Running() {}

    static Running untilStopped() {
        Running running = new Running();
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "dapper-stop"));
        return running;
    }

    /** A part that comes too late, because the stop has begun, is stopped at once. */
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
    void failed(String message) {
        stopped.completeExceptionally(new IllegalStateException(message));
    }

    /** Waits for the end, which is a shutdown of the JVM or a part that failed. */
    int await() throws Exception {
        try {
            stopped.get();
        } catch (java.util.concurrent.ExecutionException e) {
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

    private synchronized @org.jspecify.annotations.Nullable AutoCloseable next() {
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
