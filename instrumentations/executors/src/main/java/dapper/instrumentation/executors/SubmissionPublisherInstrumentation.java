// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.executors;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.bootstrap.concurrent.TaskContexts;
import dapper.bootstrap.concurrent.TaskRuns;
import dapper.instrumentation.executors.boot.PublishedItems;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code SubmissionPublisher} (JDK 9 and newer): a subscriber gets each item with the context of the thread that published
 * it, although one run of its consumer may handle items of many requests.
 */
public final class SubmissionPublisherInstrumentation implements Instrumentation {
    private static final String PREFIX = "java.util.concurrent.SubmissionPublisher$";
    private static final String ADVICE = SubmissionPublisherInstrumentation.class.getName() + '$';
    private static final String RUN_ADVICE = "dapper.instrumentation.executors.RunAdvice";

    @Override
    public String name() {
        return "submission-publisher";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(PREFIX + "ConsumerTask")
                        .advice(isConstructor(), ADVICE + "AttachAdvice")
                        .advice(named("run").and(takesArguments(0)), RUN_ADVICE),
                TypeInstrumentation.named(PREFIX + "BufferedSubscription")
                        .advice(named("offer").and(takesArguments(2)), ADVICE + "OfferAdvice")
                        .advice(named("consumeNext").and(takesArguments(2)), ADVICE + "ConsumeAdvice"));
    }

    static final class AttachAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object task) {
            TaskContexts.attachWhereMade(task);
        }
    }

    static final class OfferAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) @Nullable Object item) {
            PublishedItems.offered(item);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Argument(0) @Nullable Object item, @Advice.Return int taken) {
            PublishedItems.answered(item, taken);
        }
    }

    static final class ConsumeAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.Argument(1) @Nullable Object item) {
            return PublishedItems.begin(item);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            TaskRuns.end(before);
        }
    }
}
