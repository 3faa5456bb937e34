// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v3_6;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * The queues in which blocking tasks and the requests of a connection wait for each other, of Vert.x 3. All other tasks
 * wait in an event loop or a pool, which carry contexts by themselves (instrumentation {@code executors}).
 */
public final class VertxInstrumentation implements Instrumentation {
    private static final String ADVICE = "dapper.instrumentation.vertx.v3_6.";

    /** Only in Vert.x 3: later versions have classes with the same names. */
    private static final String FUTURE = "io.vertx.core.impl.FutureImpl";

    @Override
    public String name() {
        return "vertx-3.6";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("io.vertx.core.impl.TaskQueue")
                        .onlyWith(FUTURE)
                        .advice(
                                named("execute").and(takesArguments(2)).and(takesArgument(0, Runnable.class)),
                                ADVICE + "QueueAdvice"),
                TypeInstrumentation.named("io.vertx.core.http.impl.Http1xServerConnection")
                        .onlyWith(FUTURE)
                        .advice(named("handleNext").and(takesArguments(1)), ADVICE + "NextRequestAdvice"));
    }
}
