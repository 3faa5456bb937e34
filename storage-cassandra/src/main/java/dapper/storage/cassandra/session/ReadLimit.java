// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.session;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits the reads that are with Cassandra at the same time. The others wait here in the order they came. So any number
 * of searches leaves Cassandra time for writes, and no more answers arrive than can be handled. Safe for many threads.
 */
public final class ReadLimit {
    private final int most;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean starting;

    public ReadLimit(int most) {
        this.most = most;
    }

    /** @param read starts the read; it must not block */
    public <T> CompletionStage<T> run(Supplier<CompletionStage<T>> read) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(() -> start(read, answer));
        }
        startWaiting();
        return answer;
    }

    private <T> void start(Supplier<CompletionStage<T>> read, CompletableFuture<T> answer) {
        CompletionStage<T> stage;
        try {
            stage = read.get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        stage.whenComplete((value, failure) -> {
            leave();
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    private void leave() {
        synchronized (this) {
            underWay--;
        }
        startWaiting();
    }

    /**
     * One thread at a time starts reads: a read that completes while it is being started must not start the next one
     * recursively.
     */
    private void startWaiting() {
        synchronized (this) {
            if (starting) {
                return;
            }
            starting = true;
        }
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        if (underWay < most && !waiting.isEmpty()) {
            underWay++;
            return waiting.remove();
        }
        starting = false;
        return null;
    }
}
