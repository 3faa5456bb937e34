// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javautiltimer;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.bootstrap.concurrent.TaskContexts;
import dapper.bootstrap.concurrent.TaskRuns;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries the context of the thread that schedules a task to its run. No spans are made. */
public final class TimerInstrumentation implements Instrumentation {
    private static final String ADVICE = TimerInstrumentation.class.getName() + '$';

    @Override
    public String name() {
        return "java-util-timer";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("java.util.Timer")
                        .advice(
                                named("sched").and(takesArguments(3)).and(takesArgument(2, long.class)),
                                ADVICE + "ScheduleAdvice"),
                TypeInstrumentation.named("java.util.TimerTask")
                        .advice(named("cancel").and(takesNoArguments()), ADVICE + "CancelAdvice"),
                TypeInstrumentation.subtypesOf("java.util.TimerTask")
                        .advice(named("run").and(takesNoArguments()), ADVICE + "RunAdvice"));
    }

    /** All public methods end here. Periodic tasks belong to no request. */
    static final class ScheduleAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static boolean enter(@Advice.Argument(0) @Nullable Object task, @Advice.Argument(2) long period) {
            if (task == null || period != 0) {
                return false;
            }
            TaskContexts.attach(task);
            return true;
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(
                @Advice.Enter boolean once,
                @Advice.Argument(0) Object task,
                @Advice.Thrown @Nullable Throwable thrown) {
            if (once && thrown != null) {
                TaskContexts.detach(task);
            }
        }
    }

    static final class CancelAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object task) {
            TaskContexts.forget(task);
        }
    }

    static final class RunAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.This Object task) {
            return TaskRuns.begin(task);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            TaskRuns.end(before);
        }
    }
}
