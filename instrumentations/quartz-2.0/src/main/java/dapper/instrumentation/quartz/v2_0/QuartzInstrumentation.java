// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.quartz.v2_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.job.JobCalls;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.quartz.JobExecutionContext;

/** One INTERNAL span per run of a job. */
public final class QuartzInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "quartz-2.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.subtypesOf("org.quartz.Job")
                .advice(
                        named("execute")
                                .and(takesArguments(1))
                                .and(takesArgument(0, named("org.quartz.JobExecutionContext"))),
                        QuartzInstrumentation.class.getName() + "$ExecuteAdvice"));
    }

    /** A job around another job, or one that calls that of its superclass, is one run. */
    static final class ExecuteAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Call enter(
                @Advice.This Object job, @Advice.Argument(0) @Nullable JobExecutionContext context) {
            return QuartzJobs.start(job, context);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Call call, @Advice.Thrown @Nullable Throwable thrown) {
            if (call != null) {
                JobCalls.end(call, thrown);
            }
        }
    }
}
