// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.micronauthttpserver.v3_6;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import io.micronaut.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Names the server's span after the route that Micronaut chose. No spans are made. */
public final class MicronautInstrumentation implements Instrumentation {
    private static final String ADVICE = MicronautInstrumentation.class.getName() + '$';
    private static final String SERVER = "io.micronaut.http.server.";
    private static final String URI_ROUTE = "io.micronaut.web.router.UriRouteMatch";

    @Override
    public String name() {
        return "micronaut-http-server-3.6";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(SERVER + "RouteExecutor")
                        .advice(
                                named("setRouteAttributes")
                                        .and(takesArguments(2))
                                        .and(takesArgument(1, named(URI_ROUTE))),
                                ADVICE + "RouteAdvice")
                        .advice(named("createDefaultErrorResponse").and(takesArguments(2)), ADVICE + "ErrorAdvice"),
                TypeInstrumentation.named(SERVER + "netty.RoutingInBoundHandler")
                        .advice(named("handleRouteMatch").and(takesArguments(3)), ADVICE + "NettyRouteAdvice"));
    }

    /** From 4 on. */
    static final class RouteAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Argument(0) HttpRequest<?> request) {
            RoutedRequests.matched(request);
        }
    }

    /** Before 4. The request has the attributes of its route, if it has a route. */
    static final class NettyRouteAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(1) HttpRequest<?> request) {
            RoutedRequests.matched(request);
        }
    }

    /** An exception that no handler of the application turned into a response. */
    static final class ErrorAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) HttpRequest<?> request, @Advice.Argument(1) Throwable error) {
            RoutedRequests.failed(request, error);
        }
    }
}
