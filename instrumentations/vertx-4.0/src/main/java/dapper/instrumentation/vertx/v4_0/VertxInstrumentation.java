// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.bootstrap.concurrent.TaskRuns;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * The queues in which blocking tasks and the requests of a connection wait for each other, of Vert.x 4 and 5. All other tasks wait in an event loop or a
 * pool, which carry contexts by themselves (instrumentation {@code executors}).
 */
public final class VertxInstrumentation implements Instrumentation {
    private static final String ADVICE = VertxInstrumentation.class.getName() + '$';

    /** Of 4 and 5.0; from 5.1 on. */
    private static final String[] SERVER_CONNECTIONS = {
        "io.vertx.core.http.impl.Http1xServerConnection", "io.vertx.core.http.impl.http1.Http1ServerConnection"
    };

    @Override
    public String name() {
        return "vertx-4.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("io.vertx.core.impl.TaskQueue")
                        .advice(
                                named("execute").and(takesArguments(2)).and(takesArgument(0, Runnable.class)),
                                ADVICE + "QueueAdvice"),
                TypeInstrumentation.named(SERVER_CONNECTIONS)
                        .advice(named("handleNext").and(takesArguments(1)), ADVICE + "NextRequestAdvice"));
    }

    static final class QueueAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) Runnable task) {
            task = ContextTask.of(task);
        }
    }

    /** The end of a response begins the request that waited for it, which is not part of that request's work. */
    static final class NextRequestAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Object enter(@Advice.Argument(0) Object next) {
            return TaskRuns.beginExactly(next);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter Object before) {
            TaskRuns.end(before);
        }
    }
}
