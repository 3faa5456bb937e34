// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors.boot;

import dapper.bootstrap.concurrent.TaskContexts;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads take the context of the thread that makes them and keep it until they end: their thread-locals move
 * with them, so nothing happens when they are mounted and unmounted. The JDK mounts them on a fork-join pool of its
 * own, which carries no contexts.
 */
public final class VirtualThreads {
    private static final String VIRTUAL_THREAD = "java.lang.VirtualThread";

    /** Null before JDK 21. */
    private static final @Nullable Class<?> CARRIER = find("jdk.internal.misc.CarrierThread");

    private VirtualThreads() {}

    private static @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    public static void created(Object thread, @Nullable Runnable task) {
        if (task != null && !task.getClass().getName().startsWith("java.util.concurrent.ThreadPerTaskExecutor$")) {
            TaskContexts.attach(thread, task.getClass());
        }
    }

    /** Returns whether the pool exists only to mount virtual threads. */
    static boolean isScheduler(@Nullable ForkJoinPool pool) {
        if (CARRIER == null || pool == null) {
            return false;
        }
        Class<?> type = pool.getClass(); // no method of an application's subclass is called
        return type == ForkJoinPool.class ? isPartOf(pool.getFactory().getClass()) : isPartOf(type);
    }

    /** Returns whether the running thread only mounts virtual threads. */
    static boolean isCarrier() {
        return CARRIER != null && Thread.currentThread().getClass() == CARRIER;
    }

    static boolean isPartOf(Class<?> type) {
        return type.getName().startsWith(VIRTUAL_THREAD);
    }
}
