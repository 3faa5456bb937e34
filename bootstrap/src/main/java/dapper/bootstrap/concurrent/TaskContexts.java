// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.concurrent;

import dapper.bootstrap.Current;
import dapper.bootstrap.TraceContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of tasks that wait for a thread. They are kept beside the tasks, which stay the application's own
 * objects.
 *
 * <p>Called by the thread that submits, then by the thread that runs the task. A task that is a {@link Future} runs
 * once, so it has one context, the last it was given. Any other object may be submitted many times before it first
 * runs; its contexts form a queue, and the runs take them in the order of the submissions. Once one submission carried
 * a context, later ones without take a place in the queue too.
 *
 * <p>An entry is removed when the task runs, is rejected, cancelled or removed, and at the latest when the task is
 * garbage.
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

    /** Tasks of completable futures and publishers get their context where they are made. */
    private static boolean isOfJdk(Class<?> type) {
        return type.getName().startsWith("java.util.concurrent.");
    }

    /**
     * The same for a stage of a completable future and other tasks that the JDK starts by itself: the context is that
     * of the code that made the stage. The later submission, by the thread that completes the stage's input, adds
     * nothing.
     */
    public static void attachWhereMade(Object stage) {
        attach(stage, stage.getClass());
    }

    /** @param type of the object that finally runs; some kinds of tasks carry no context */
    public static void attach(Object task, Class<?> type) {
        TraceContext context = Current.capture();
        boolean runsOnce = task instanceof Future;
        if (context == null) {
            if (!runsOnce) {
                // An absent entry stays absent: a missing context adds nothing to it.
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

    /** Returns the context for the run that begins now, or null. The next run of the same task gets the next one. */
    static @Nullable TraceContext take(Object task) {
        return CONTEXTS.updateIfPresent(task, TAKE_FIRST, null);
    }

    /** The next run of the task is cancelled. */
    public static void skip(Object task) {
        take(task);
    }

    /** Undoes the latest {@link #attach}. */
    public static void detach(Object task) {
        CONTEXTS.updateIfPresent(task, TAKE_LAST, null);
    }

    /** Returns the result of {@link #take} for a task that has one context, without taking it. */
    static @Nullable TraceContext peek(Object task) {
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
