// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.TraceId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives storage so many traces at once and no more; the others wait their turn, first come, first served. Safe for use
 * by many threads.
 *
 * <p>Storage refuses what exceeds its own limit. Without this queue a request of more traces than that would be refused
 * in part each time it is sent, and never be stored. The queue is short: beyond its bound whole requests are refused
 * before they are decoded, because what waits longer than its sender is written in vain.
 *
 * <p>Here the thread changes: a write starts on the thread that submits it or on the one that ended an earlier write.
 */
final class WriteQueue {
    /** At 10 ms a write this is a wait of a third of a second. */
    private static final int WAITING_PER_RUNNING = 32;

    private final SpanWriter storage;
    private final int mostAtOnce;
    private final Queue<Write> waiting = new ArrayDeque<>();
    private int running;

    WriteQueue(SpanWriter storage, int mostAtOnce) {
        this.storage = storage;
        this.mostAtOnce = mostAtOnce;
    }

    /** True if no further request should be begun. One that was begun is always queued as a whole. */
    synchronized boolean isFull() {
        return waiting.size() >= WAITING_PER_RUNNING * mostAtOnce;
    }

    /** Writes when its turn comes. */
    void submit(Write write) {
        synchronized (this) {
            waiting.add(write);
        }
        startWhatMayStart();
    }

    private void startWhatMayStart() {
        for (Write next = begin(); next != null; next = begin()) {
            start(next);
        }
    }

    private synchronized @Nullable Write begin() {
        if (running == mostAtOnce || waiting.isEmpty()) {
            return null;
        }
        running++;
        return waiting.remove();
    }

    private synchronized void end() {
        running--;
    }

    private void start(Write write) {
        CompletableFuture<Void> done = call(write);
        if (done.isDone()) {
            // The loop that called goes on with the next: a storage that answers at once must not deepen the stack.
            done.whenComplete((nothing, failure) -> {
                end();
                write.settled.accept(failure);
            });
        } else {
            done.whenComplete((nothing, failure) -> {
                end();
                write.settled.accept(failure);
                startWhatMayStart();
            });
        }
    }

    private CompletableFuture<Void> call(Write write) {
        RuntimeException reason = write.request.givenUp();
        if (reason != null) {
            return CompletableFuture.failedFuture(reason);
        }
        try {
            return storage.write(write.traceId, write.spans).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * One trace of a request.
     *
     * @param settled is told once, with the failure or null
     */
    record Write(PendingWrites request, TraceId traceId, List<Span> spans, Consumer<@Nullable Throwable> settled) {}
}
