// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The routes of Vert.x Web, and the exceptions that no handler of the application answers. */
public final class VertxWebInstrumentation implements Instrumentation {
    private static final String ADVICE = VertxWebInstrumentation.class.getName() + '$';

    @Override
    public String name() {
        return "vertx-web-4.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("io.vertx.ext.web.impl.RoutingContextImpl")
                        .advice(isConstructor(), ADVICE + "RequestAdvice"),
                TypeInstrumentation.named("io.vertx.ext.web.impl.RouteState")
                        .advice(named("handleContext").and(takesArguments(1)), ADVICE + "RouteAdvice"),
                TypeInstrumentation.named("io.vertx.ext.web.impl.RoutingContextImplBase")
                        .advice(
                                named("unhandledFailure").and(takesArguments(3)).and(takesArgument(1, Throwable.class)),
                                ADVICE + "FailureAdvice"));
    }

    static final class RequestAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This RoutingContext context) {
            RoutedRequest.begin(context);
        }
    }

    /** A route matched, and its next handler is called. */
    static final class RouteAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.Argument(0) RoutingContext context,
                @Advice.FieldValue("path") @Nullable String path,
                @Advice.FieldValue("exactPath") boolean exact) {
            RoutedRequest request = RoutedRequest.of(context);
            if (request != null) {
                request.matched(context.mountPoint(), path, exact);
            }
        }
    }

    static final class FailureAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(
                @Advice.This RoutingContext context,
                @Advice.Argument(0) int status,
                @Advice.Argument(1) @Nullable Throwable failure) {
            RoutedRequest request = RoutedRequest.of(context);
            if (request != null) {
                request.failed(status, failure);
            }
        }
    }
}
