// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v3_6;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.bootstrap.concurrent.TaskRuns;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClientResponse;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of a request of Vert.x 3's HTTP client and of its response. They run on the thread of the connection,
 * which works for many callers; so does the write of a request that has waited for a connection.
 */
public final class VertxHttpClientInstrumentation implements Instrumentation {
    private static final String ADVICE = VertxHttpClientInstrumentation.class.getName() + '$';
    private static final String HANDLER = "io.vertx.core.Handler";

    @Override
    public String name() {
        return "vertx-http-client-3.6";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(
                                "io.vertx.core.http.impl.HttpClientRequestImpl",
                                "io.vertx.core.http.impl.HttpClientRequestBase",
                                "io.vertx.core.http.impl.HttpClientResponseImpl")
                        .onlyWith("io.vertx.core.impl.FutureImpl")
                        .advice(
                                isPublic().and(takesArguments(1)).and(takesArgument(0, named(HANDLER))),
                                ADVICE + "HandlerAdvice"),
                TypeInstrumentation.named("io.vertx.core.http.impl.HttpClientRequestImpl")
                        .onlyWith("io.vertx.core.impl.FutureImpl")
                        // From 3.8 on: the end of every method that writes.
                        .advice(
                                named("write").and(takesArguments(3)).and(takesArgument(1, boolean.class)),
                                ADVICE + "WrittenAdvice")
                        // The second up to 3.7.
                        .advice(
                                namedOneOf("handleResponse", "doHandleResponse").and(takesArguments(2)),
                                ADVICE + "CallAdvice")
                        .advice(named("connected").and(takesArguments(2)), ADVICE + "CallAdvice"));
    }

    static final class HandlerAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) @Nullable Handler<?> handler) {
            handler = ContextHandler.exactly(handler);
        }
    }

    static final class WrittenAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 2, readOnly = false) @Nullable Handler<?> handler) {
            handler = ContextHandler.exactly(handler);
        }
    }

    /** The request gets its connection, or its response, which may lead to another request. */
    static final class CallAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.FieldValue("respHandler") @Nullable Handler<HttpClientResponse> caller) {
            return ContextHandler.begin(caller);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            TaskRuns.end(before);
        }
    }
}
