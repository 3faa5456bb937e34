// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springwebflux.v5_0;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.nest;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.time.Duration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.WebFluxConfigurationSupport;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;

/** An application with annotated and functional endpoints. */
final class Application {
    private static final HandlerFunction<ServerResponse> OK =
            request -> ServerResponse.ok().body(Mono.just("person"), String.class);

    private Application() {}

    static HttpHandler start() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(Settings.class, Orders.class);
        context.registerBean("people", RouterFunction.class, Application::people);
        context.registerBean("late", WebFilter.class, () -> Application::late);
        context.refresh();
        return WebHttpHandlerBuilder.applicationContext(context).build();
    }

    /** Goes on on another thread if the request wants it so. */
    private static Mono<Void> late(ServerWebExchange exchange, WebFilterChain chain) {
        boolean late = exchange.getRequest().getHeaders().getFirst("x-late") != null;
        return late ? Mono.delay(Duration.ofMillis(20)).then(chain.filter(exchange)) : chain.filter(exchange);
    }

    static RouterFunction<ServerResponse> people() {
        return route(GET("/people/{name}"), OK).andNest(path("/api/{version}"), nested());
    }

    private static RouterFunction<ServerResponse> nested() {
        return route(GET("/other"), OK).and(nest(path("/people"), route(GET("/{name}"), OK)));
    }

    /** Not a full configuration, which Spring 5.0 would extend with a class that a JDK 17 does not let it define. */
    @Component
    static class Settings extends WebFluxConfigurationSupport {}

    /** Annotated endpoints. */
    @RestController
    static class Orders {
        @GetMapping("/orders/{id}")
        Mono<String> order(@PathVariable("id") String id) {
            return Mono.just("order " + id);
        }

        @GetMapping("/broken/{id}")
        Mono<String> broken(@PathVariable("id") String id) {
            return Mono.error(new IllegalStateException("broken " + id));
        }

        @GetMapping("/handled/{id}")
        Mono<String> handled(@PathVariable("id") String id) {
            throw new IllegalArgumentException(id);
        }

        @ExceptionHandler(IllegalArgumentException.class)
        Mono<String> handle(IllegalArgumentException thrown) {
            return Mono.just("handled " + thrown.getMessage());
        }
    }
}
