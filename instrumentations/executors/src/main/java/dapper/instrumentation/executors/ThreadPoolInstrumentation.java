// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.bootstrap.concurrent.PoolWorkers;
import dapper.bootstrap.concurrent.TaskContexts;
import dapper.instrumentation.executors.boot.PoolTasks;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Thread pools of the JDK, and the futures that any executor may get. */
public final class ThreadPoolInstrumentation implements Instrumentation {
    private static final String ADVICE = ThreadPoolInstrumentation.class.getName() + '$';
    private static final String RUN_ADVICE = "dapper.instrumentation.executors.RunAdvice";

    @Override
    public String name() {
        return "executors";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("java.util.concurrent.ThreadPoolExecutor")
                        .advice(named("execute").and(takesArguments(Runnable.class)), ADVICE + "ExecuteAdvice")
                        .advice(named("reject").and(takesArguments(Runnable.class)), ADVICE + "RejectAdvice")
                        .advice(named("remove").and(takesArguments(Runnable.class)), ADVICE + "RemoveAdvice")
                        .advice(named("shutdownNow").and(takesArguments(0)), ADVICE + "ShutdownNowAdvice")
                        .advice(named("getTask").and(takesArguments(0)), ADVICE + "GetTaskAdvice"),
                TypeInstrumentation.named("java.util.concurrent.ThreadPoolExecutor$Worker")
                        .advice(named("run").and(takesArguments(0)), ADVICE + "WorkerAdvice")
                        .advice(named("unlock").and(takesArguments(0)), ADVICE + "UnlockAdvice"),
                TypeInstrumentation.named("java.util.concurrent.ScheduledThreadPoolExecutor")
                        .advice(
                                named("delayedExecute")
                                        .and(takesArgument(0, named("java.util.concurrent.RunnableScheduledFuture"))),
                                ADVICE + "ScheduleAdvice")
                        .advice(
                                namedOneOf("scheduleAtFixedRate", "scheduleWithFixedDelay"),
                                ADVICE + "SchedulePeriodicAdvice"),
                TypeInstrumentation.named("java.util.concurrent.AbstractExecutorService")
                        .advice(named("newTaskFor"), ADVICE + "NewTaskAdvice"),
                TypeInstrumentation.named("java.util.concurrent.FutureTask")
                        .advice(named("run").and(takesArguments(0)), RUN_ADVICE)
                        .advice(named("cancel").and(takesArguments(boolean.class)), ADVICE + "CancelAdvice"),
                TypeInstrumentation.named("java.util.concurrent.ThreadPerTaskExecutor$ThreadBoundFuture")
                        .advice(isConstructor(), ADVICE + "NewRunnableAdvice"),
                TypeInstrumentation.named("java.util.concurrent.ThreadPerTaskExecutor$TaskRunner")
                        .advice(isConstructor(), ADVICE + "NewRunnableAdvice")
                        .advice(named("run").and(takesArguments(0)), RUN_ADVICE));
    }

    static final class ExecuteAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) @Nullable Runnable task) {
            PoolTasks.submitted(task);
        }
    }

    static final class RejectAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.This ThreadPoolExecutor pool,
                @Advice.Argument(0) Runnable task,
                @Advice.FieldValue("handler") Object handler,
                @Advice.FieldValue("workQueue") BlockingQueue<Runnable> queue) {
            PoolTasks.rejected(pool, task, handler, queue);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(
                @Advice.Argument(0) Runnable task,
                @Advice.FieldValue("handler") Object handler,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                PoolTasks.refused(task, handler);
            }
        }
    }

    static final class RemoveAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Argument(0) Runnable task, @Advice.Return boolean removed) {
            if (removed) {
                PoolTasks.removed(task);
            }
        }
    }

    static final class ShutdownNowAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return @Nullable List<Runnable> tasks) {
            PoolTasks.drained(tasks);
        }
    }

    /** Runs on the worker's thread. */
    static final class GetTaskAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class, backupArguments = false)
        static void exit(@Advice.Return @Nullable Runnable task) {
            PoolWorkers.begin(task);
        }
    }

    /** The first task of a worker does not pass through getTask. */
    static final class WorkerAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.FieldValue("firstTask") @Nullable Runnable firstTask) {
            return PoolWorkers.started(firstTask);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, backupArguments = false)
        static void exit(@Advice.Enter @Nullable Object own) {
            PoolWorkers.stopped(own);
        }
    }

    /**
     * A worker unlocks itself after each task, and once before the first; other threads unlock it when they search for
     * idle workers.
     */
    @SuppressWarnings("ReferenceEquality") // a thread may equal another
    static final class UnlockAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.FieldValue("thread") Thread thread, @Advice.FieldValue("completedTasks") long completedTasks) {
            if (completedTasks > 0 && thread == Thread.currentThread()) {
                PoolWorkers.end();
            }
        }
    }

    static final class ScheduleAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.This ScheduledThreadPoolExecutor pool,
                @Advice.Argument(0) @Nullable RunnableScheduledFuture<?> task) {
            PoolTasks.scheduled(pool, task);
        }
    }

    static final class SchedulePeriodicAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            PoolTasks.periodic(true);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit() {
            PoolTasks.periodic(false);
        }
    }

    /** For executors with unknown workers: a future runs itself. */
    static final class NewTaskAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object executor, @Advice.Return @Nullable RunnableFuture<?> task) {
            if (task != null && !(executor instanceof ThreadPoolExecutor)) {
                TaskContexts.attach(task);
            }
        }
    }

    static final class NewRunnableAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object task) {
            TaskContexts.attach(task);
        }
    }

    static final class CancelAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object task, @Advice.Return boolean cancelled) {
            if (cancelled) {
                TaskContexts.forget(task);
            }
        }
    }
}
