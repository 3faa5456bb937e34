// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.bootstrap.concurrent.TaskRuns;
import dapper.instrumentation.executors.boot.VirtualThreads;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads (JDK 21 and newer): the context is captured when they are made, and restored once when they begin to
 * run.
 */
public final class VirtualThreadInstrumentation implements Instrumentation {
    private static final String ADVICE = VirtualThreadInstrumentation.class.getName() + '$';

    @Override
    public String name() {
        return "virtual-threads";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("java.lang.VirtualThread")
                .advice(isConstructor().and(takesArgument(3, Runnable.class)), ADVICE + "ConstructorAdvice")
                .advice(named("run").and(takesArguments(Runnable.class)), ADVICE + "RunAdvice"));
    }

    static final class ConstructorAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object thread, @Advice.Argument(3) @Nullable Runnable task) {
            VirtualThreads.created(thread, task);
        }
    }

    /** Runs on the new thread, before its task. */
    static final class RunAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object thread) {
            TaskRuns.adopt(thread);
        }
    }
}
