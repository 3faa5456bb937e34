// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v3_6;

import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import io.vertx.core.Handler;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The futures of Vert.x 3: an operation that follows a future is its handler. */
public final class VertxFutureInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "vertx-future-3.6";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(
                TypeInstrumentation.named("io.vertx.core.impl.FutureImpl", "io.vertx.core.impl.CompositeFutureImpl")
                        // The second from 3.9 on.
                        .advice(
                                namedOneOf("setHandler", "onComplete").and(takesArguments(1)),
                                VertxFutureInstrumentation.class.getName() + "$HandlerAdvice"));
    }

    static final class HandlerAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) @Nullable Handler<?> handler) {
            handler = ContextHandler.of(handler);
        }
    }
}
