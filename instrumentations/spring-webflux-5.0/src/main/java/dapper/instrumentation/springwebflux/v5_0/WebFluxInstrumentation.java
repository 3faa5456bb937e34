// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springwebflux.v5_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Names the server's span after the handler that Spring WebFlux chose. */
public final class WebFluxInstrumentation implements Instrumentation {
    private static final String ADVICE = WebFluxInstrumentation.class.getName() + '$';
    private static final String ADAPTER = "org.springframework.web.server.adapter.HttpWebHandlerAdapter";
    private static final String REACTIVE = "org.springframework.web.reactive.";

    @Override
    public String name() {
        return "spring-webflux-5.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(ADAPTER)
                        .advice(named("createExchange").and(takesArguments(2)), ADVICE + "CreateExchangeAdvice")
                        .advice(named("handleUnresolvedError").and(takesArguments(2)), ADVICE + "ErrorAdvice")
                        .advice(named("handleUnresolvedError").and(takesArguments(3)), ADVICE + "ObservedErrorAdvice"),
                TypeInstrumentation.named(REACTIVE + "DispatcherHandler")
                        .advice(
                                namedOneOf("invokeHandler", "handleRequestWith").and(takesArguments(2)),
                                ADVICE + "InvokeAdvice"),
                TypeInstrumentation.named(REACTIVE + "function.server.RouterFunctions$DefaultRouterFunction")
                        .advice(named("route").and(takesArguments(1)), ADVICE + "RouteAdvice"));
    }

    static final class CreateExchangeAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return ServerWebExchange exchange) {
            ServerExchanges.created(exchange);
        }
    }

    /** An exception that no handler of the application turned into a response. */
    static final class ErrorAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) ServerWebExchange exchange, @Advice.Argument(1) Throwable error) {
            ServerExchanges.failed(exchange, error);
        }
    }

    /** Since 6.0, between the two is Spring's own observation. */
    static final class ObservedErrorAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) ServerWebExchange exchange, @Advice.Argument(2) Throwable error) {
            ServerExchanges.failed(exchange, error);
        }
    }

    static final class InvokeAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) ServerWebExchange exchange) {
            ServerExchanges.mapped(exchange);
        }
    }

    /** Works also where no {@code DispatcherHandler} is: {@code RouterFunctions.toHttpHandler}. */
    static final class RouteAdvice {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Argument(0) ServerRequest request, @Advice.Return @Nullable Mono<?> handler) {
            if (handler != null) {
                ServerExchanges.routed(request, handler);
            }
        }
    }
}
