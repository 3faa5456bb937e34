// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v3_6;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** The routes of Vert.x Web 3, and the exceptions that no handler of the application answers. */
public final class VertxWebInstrumentation implements Instrumentation {
    private static final String ADVICE = "dapper.instrumentation.vertx.v3_6.";

    /** Only in Vert.x 3: later versions have classes with the same names. */
    private static final String FUTURE = "io.vertx.core.impl.FutureImpl";

    @Override
    public String name() {
        return "vertx-web-3.6";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("io.vertx.ext.web.impl.RoutingContextImpl")
                        .onlyWith(FUTURE)
                        .advice(isConstructor(), ADVICE + "RequestAdvice"),
                // Up to 3.8; from 3.9 on.
                TypeInstrumentation.named("io.vertx.ext.web.impl.RouteImpl")
                        .onlyWith(FUTURE)
                        .advice(named("handleContext").and(takesArguments(1)), ADVICE + "OldRouteAdvice"),
                TypeInstrumentation.named("io.vertx.ext.web.impl.RouteState")
                        .onlyWith(FUTURE)
                        .advice(named("handleContext").and(takesArguments(1)), ADVICE + "RouteAdvice"),
                TypeInstrumentation.named("io.vertx.ext.web.impl.RoutingContextImplBase")
                        .onlyWith(FUTURE)
                        .advice(
                                named("unhandledFailure").and(takesArguments(3)).and(takesArgument(1, Throwable.class)),
                                ADVICE + "FailureAdvice"));
    }
}
