// SPDX-License-Identifier: Apache-2.0
package shop.worker;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** The threads that do the work. */
final class Pools {
    final ExecutorService fixed = Executors.newFixedThreadPool(4, daemons("fixed"));
    final ForkJoinPool forkJoin = new ForkJoinPool(2);
    final ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(1, daemons("scheduled"));
    final ExecutorService virtual = virtualWherePossible();

    /** A virtual thread for each task from Java 21 on, pooled threads before. */
    private static ExecutorService virtualWherePossible() {
        if (Runtime.version().feature() < 21) {
            return Executors.newCachedThreadPool(daemons("cached"));
        }
        try {
            Method create = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
            return (ExecutorService) create.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no virtual threads on " + Runtime.version(), e);
        }
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
