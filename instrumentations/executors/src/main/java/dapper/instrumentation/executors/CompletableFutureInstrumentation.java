// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.bootstrap.concurrent.TaskContexts;
import dapper.bootstrap.concurrent.TaskRuns;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Stages of completable futures run with the context of the code that attached them, no matter which thread completes
 * their input and which executor runs them.
 */
public final class CompletableFutureInstrumentation implements Instrumentation {
    private static final String PREFIX = "java.util.concurrent.CompletableFuture$";
    private static final String ADVICE = CompletableFutureInstrumentation.class.getName() + '$';
    private static final String RUN_ADVICE = "dapper.instrumentation.executors.RunAdvice";

    @Override
    public String name() {
        return "completable-future";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(PREFIX + "AsyncSupply", PREFIX + "AsyncRun")
                        .advice(isConstructor(), ADVICE + "AttachAdvice")
                        .advice(named("run").and(takesArguments(0)), RUN_ADVICE),
                TypeInstrumentation.named(PREFIX + "UniCompletion").advice(isConstructor(), ADVICE + "AttachAdvice"),
                TypeInstrumentation.named(
                                PREFIX + "UniApply",
                                PREFIX + "UniAccept",
                                PREFIX + "UniRun",
                                PREFIX + "UniWhenComplete",
                                PREFIX + "UniHandle",
                                PREFIX + "UniExceptionally",
                                PREFIX + "UniComposeExceptionally",
                                PREFIX + "UniCompose",
                                PREFIX + "UniRelay",
                                PREFIX + "BiRelay",
                                PREFIX + "OrRelay",
                                PREFIX + "BiApply",
                                PREFIX + "BiAccept",
                                PREFIX + "BiRun",
                                PREFIX + "OrApply",
                                PREFIX + "OrAccept",
                                PREFIX + "OrRun")
                        .advice(named("tryFire").and(takesArguments(int.class)), ADVICE + "FireAdvice"));
    }

    static final class AttachAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object task) {
            TaskContexts.attachWhereMade(task);
        }
    }

    static final class FireAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.This Object stage) {
            return TaskRuns.beginTry(stage);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(
                @Advice.This Object stage,
                @Advice.Enter @Nullable Object before,
                @Advice.FieldValue("dep") @Nullable Object dependent) {
            TaskRuns.endTry(stage, before, dependent);
        }
    }
}
