// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v5_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import io.vertx.core.Completable;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** The futures of Vert.x 5: all handlers and all operations that follow a future are its listeners. */
public final class VertxFutureInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "vertx-future-5.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("io.vertx.core.impl.future.FutureImpl")
                .onlyWith("io.vertx.core.Completable")
                .advice(
                        named("addListener").and(takesArguments(1)),
                        VertxFutureInstrumentation.class.getName() + "$ListenAdvice"));
    }

    static final class ListenAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(value = 0, readOnly = false) Completable<?> listener) {
            listener = ContextListener.of(listener);
        }
    }
}
