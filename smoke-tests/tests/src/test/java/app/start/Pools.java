// SPDX-License-Identifier: Apache-2.0
package app.start;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/** Waits for pools while it is initialised. */
final class Pools {
    static final int ANSWER;

    static {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            // No lambda: a lambda of this class could not run before the class is initialised.
            ANSWER = pool.submit(new Task()).get()
                    + ForkJoinPool.commonPool().submit(new Task()).get()
                    + CompletableFuture.supplyAsync(new Task(), pool)
                            .thenApply(Task::next)
                            .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            pool.shutdown();
        }
    }

    private Pools() {}
}
