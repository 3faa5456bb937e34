// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.pekkoactor.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.bootstrap.concurrent.TaskRuns;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.pekko.dispatch.Envelope;
import org.jspecify.annotations.Nullable;

/** Messages: the thread that sends one makes its envelope, and an actor's cell opens it. */
public final class PekkoActorInstrumentation implements Instrumentation {
    private static final String ENVELOPE = "org.apache.pekko.dispatch.Envelope";
    private static final String ADVICE = PekkoActorInstrumentation.class.getName() + '$';

    @Override
    public String name() {
        return "pekko-actor-1.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(ENVELOPE)
                        .advice(isConstructor().and(takesArguments(2)), ADVICE + "SendAdvice"),
                TypeInstrumentation.named("org.apache.pekko.actor.ActorCell")
                        .advice(
                                named("invoke").and(takesArguments(1)).and(takesArgument(0, named(ENVELOPE))),
                                ADVICE + "ReceiveAdvice"));
    }

    static final class SendAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Envelope envelope, @Advice.Argument(0) @Nullable Object message) {
            Messages.sent(envelope, message);
        }
    }

    static final class ReceiveAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.Argument(0) Envelope envelope) {
            return TaskRuns.beginExactly(envelope);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            TaskRuns.end(before);
        }
    }
}
