// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.bootstrap.concurrent.TaskRuns;
import dapper.instrumentation.executors.boot.ForkJoinTasks;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Fork-join pools, including the common one, and so parallel streams. Every kind of task is a {@code ForkJoinTask} by
 * the time it is queued; the method that queues it depends on the version of the JDK.
 */
public final class ForkJoinInstrumentation implements Instrumentation {
    // Names instead of classes, because this class is loaded while those are being loaded.
    private static final String POOL = "java.util.concurrent.ForkJoinPool";
    private static final String TASK = "java.util.concurrent.ForkJoinTask";

    private static final String ADVICE = ForkJoinInstrumentation.class.getName() + '$';

    @Override
    public String name() {
        return "fork-join";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(POOL)
                        .advice(
                                namedOneOf("externalPush", "externalSubmit").and(takesArgument(0, named(TASK))),
                                ADVICE + "SubmitAdvice")
                        .advice(named("poolSubmit").and(takesArgument(1, named(TASK))), ADVICE + "PoolSubmitAdvice"),
                TypeInstrumentation.named("java.util.concurrent.DelayScheduler$ScheduledForkJoinTask")
                        .advice(isConstructor().and(takesArgument(5, named(POOL))), ADVICE + "ScheduleAdvice"),
                TypeInstrumentation.named(TASK)
                        .advice(named("fork").and(takesArguments(0)), ADVICE + "ForkAdvice")
                        .advice(named("doExec").and(takesArguments(0)), ADVICE + "ExecuteAdvice"));
    }

    static final class SubmitAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This ForkJoinPool pool, @Advice.Argument(0) @Nullable ForkJoinTask<?> task) {
            ForkJoinTasks.submitted(pool, task);
        }
    }

    static final class PoolSubmitAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This ForkJoinPool pool, @Advice.Argument(1) @Nullable ForkJoinTask<?> task) {
            ForkJoinTasks.submitted(pool, task);
        }
    }

    static final class ScheduleAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This ForkJoinTask<?> task,
                @Advice.Argument(1) long period,
                @Advice.Argument(5) @Nullable ForkJoinPool pool) {
            ForkJoinTasks.scheduled(task, period, pool);
        }
    }

    static final class ForkAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This ForkJoinTask<?> task) {
            ForkJoinTasks.forked(task);
        }
    }

    static final class ExecuteAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.This ForkJoinTask<?> task) {
            return ForkJoinTasks.begin(task);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            TaskRuns.end(before);
        }
    }
}
