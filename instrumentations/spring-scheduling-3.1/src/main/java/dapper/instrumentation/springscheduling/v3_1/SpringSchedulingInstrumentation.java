// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springscheduling.v3_1;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.concurrent.TaskRuns;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** One INTERNAL span per run of a scheduled method. */
public final class SpringSchedulingInstrumentation implements Instrumentation {
    private static final String ADVICE = SpringSchedulingInstrumentation.class.getName() + '$';

    @Override
    public String name() {
        return "spring-scheduling-3.1";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("org.springframework.scheduling.support.ScheduledMethodRunnable")
                        .advice(named("run").and(takesNoArguments()), ADVICE + "RunAdvice"),
                TypeInstrumentation.named("org.springframework.scheduling.concurrent.ReschedulingRunnable")
                        .advice(named("schedule").and(takesNoArguments()), ADVICE + "RescheduleAdvice"));
    }

    static final class RunAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Call enter(@Advice.FieldValue("method") Method method) {
            return ScheduledMethods.start(method);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Call call, @Advice.Thrown @Nullable Throwable thrown) {
            if (call != null) {
                ScheduledMethods.end(call, thrown);
            }
        }
    }

    /**
     * A task with a cron expression gives itself to its executor again after each run, as a task that runs once. It
     * belongs to no request, so no context may travel with it.
     */
    static final class RescheduleAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.This Object task) {
            return TaskRuns.beginExactly(task);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            TaskRuns.end(before);
        }
    }
}
