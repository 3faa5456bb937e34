// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.concurrent;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of tasks that wait for a thread, kept beside the tasks, which stay the objects the application made.
 *
 * <p>Called by the thread that submits, then by the one that runs. A task that is a {@link Future} runs
 * once, so it has one context, the last it was given. Any other object may be submitted many times before it first runs; its
 * contexts form a queue, and the runs take them in the order of the submissions. Submissions without a context take part in
 * the order from the first that had one.
 *
 * <p>Entries leave when the task runs, is rejected, cancelled or removed, and at the latest when it is garbage.
 */
public final class TaskContexts {
    private static final WeakIdentityMap<Object> CONTEXTS = new WeakIdentityMap<>();

    // No lambdas here: the first task of a process may be submitted before they can be linked.
    private static final WeakIdentityMap.Change<Object, TraceContext, Object> APPEND =
            new WeakIdentityMap.Change<Object, TraceContext, Object>() {
                @Override
                public @Nullable Object apply(WeakIdentityMap.Cell<Object> cell, @Nullable TraceContext context) {
                    append(cell, context);
                    return null;
                }
            };

    private static final WeakIdentityMap.Change<Object, Object, TraceContext> TAKE_FIRST =
            new WeakIdentityMap.Change<Object, Object, TraceContext>() {
                @Override
                public @Nullable TraceContext apply(WeakIdentityMap.Cell<Object> cell, @Nullable Object none) {
                    return take(cell, true);
                }
            };

    private static final WeakIdentityMap.Change<Object, Object, TraceContext> TAKE_LAST =
            new WeakIdentityMap.Change<Object, Object, TraceContext>() {
                @Override
                public @Nullable TraceContext apply(WeakIdentityMap.Cell<Object> cell, @Nullable Object none) {
                    return take(cell, false);
                }
            };

    private TaskContexts() {}

    private static void append(WeakIdentityMap.Cell<Object> cell, @Nullable TraceContext context) {
        Object value = cell.value;
        if (value == null) {
            cell.value = context;
        } else if (value instanceof ContextQueue) {
            ((ContextQueue) value).add(context);
        } else {
            cell.value = new ContextQueue((TraceContext) value, context);
        }
    }

    private static @Nullable TraceContext take(WeakIdentityMap.Cell<Object> cell, boolean first) {
        Object value = cell.value;
        if (value instanceof ContextQueue) {
            ContextQueue queue = (ContextQueue) value;
            TraceContext context = first ? queue.pollFirst() : queue.pollLast();
            if (queue.isEmpty()) {
                cell.value = null;
            }
            return context;
        }
        cell.value = null;
        return (TraceContext) value;
    }

    /** Puts the context of the running thread beside a task that another thread will run. */
    public static void attach(Object task) {
        if (!(task instanceof CompletableFuture.AsynchronousCompletionTask) || !isOfJdk(task.getClass())) {
            attach(task, task.getClass());
        }
    }

    /** Those of completable futures and publishers have their context from where they were made. */
    private static boolean isOfJdk(Class<?> type) {
        return type.getName().startsWith("java.util.concurrent.");
    }

    /**
     * The same for a stage of a completable future and what else the JDK starts by itself: its context is that of where it was made. Whoever submits it later, which
     * is whoever completes what it waits for, adds nothing.
     */
    public static void attachWhereMade(Object stage) {
        attach(stage, stage.getClass());
    }

    /** @param type of what is run in the end; some kinds of tasks carry no context */
    public static void attach(Object task, Class<?> type) {
        TraceContext context = Current.capture();
        boolean runsOnce = task instanceof Future;
        if (context == null) {
            if (!runsOnce) {
                // Absent, it stays absent: appending nothing to nothing keeps nothing.
                CONTEXTS.updateIfPresent(task, APPEND, null);
            }
        } else if (!UncarriedTasks.contains(type)) {
            if (runsOnce) {
                CONTEXTS.put(task, context);
            } else {
                CONTEXTS.update(task, APPEND, context);
            }
        }
    }

    /** What the run that begins now should see, or null. The next run of the same task gets the next. */
    public static @Nullable TraceContext take(Object task) {
        return CONTEXTS.updateIfPresent(task, TAKE_FIRST, null);
    }

    /** Undoes the latest {@link #attach}. */
    public static void detach(Object task) {
        CONTEXTS.updateIfPresent(task, TAKE_LAST, null);
    }

    /** What {@link #take} would answer to a task that has one context, without taking it. */
    public static @Nullable TraceContext peek(Object task) {
        Object value = CONTEXTS.get(task);
        return value instanceof TraceContext ? (TraceContext) value : null;
    }

    /** The task will not run any more. */
    public static void forget(Object task) {
        CONTEXTS.remove(task);
    }

    /** Tasks that have a context waiting; for tests. */
    public static int size() {
        return CONTEXTS.size();
    }
}
