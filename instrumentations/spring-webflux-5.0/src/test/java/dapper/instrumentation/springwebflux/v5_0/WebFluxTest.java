// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springwebflux.v5_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;

/** The test takes the place of the server: it visits the request as the instrumentation of a server does. */
@ExtendWith(AgentExtension.class)
class WebFluxTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Logger LOGGER = Logger.getLogger("org.springframework");
    private static final HttpHandler APPLICATION = start();

    private static HttpHandler start() {
        LOGGER.setLevel(Level.OFF); // it reports the exceptions that the tests provoke
        return Application.start();
    }

    /** Ends the span of one request with the status that a server would send. */
    private static RecordedSpan call(HttpHandler application, MockServerHttpRequest request, int status) {
        assertThat(serve(application, request, status)).isNotNull();
        return AgentExtension.spans().takeOne();
    }

    private static String serve(HttpHandler application, MockServerHttpRequest request, int status) {
        MockServerHttpResponse response = new MockServerHttpResponse();
        ServerCall call = ServerCall.start(null, "GET", request.getURI().getPath());
        assertThat(call).isNotNull();
        call.enter(true);
        Mono<Void> answer = application.handle(request, response).cache();
        answer.subscribe(done -> {}, error -> {});
        ServerCalls.route(call, "/*"); // the servlet's pattern, when the container's thread leaves
        ServerCall.leave();
        answer.onErrorResume(error -> Mono.empty()).block(LONG);
        ServerCalls.end(call, status);
        return response.getBodyAsString().onErrorResume(error -> Mono.just("")).block(LONG);
    }

    private static MockServerHttpRequest get(String path) {
        return MockServerHttpRequest.get(path).build();
    }

    /** In 5.0, functional endpoints do not leave their pattern. */
    private static void assumePatternsOfFunctions() {
        boolean present = false;
        for (Field field : RouterFunctions.class.getFields()) {
            present |= field.getName().equals("MATCHING_PATTERN_ATTRIBUTE");
        }
        assumeTrue(present);
    }

    @Test
    void anAnnotatedHandlerIsTheRoute() {
        assertThat(call(APPLICATION, get("/orders/17"), 200))
                .hasName("GET /orders/{id}")
                .hasNoError()
                .hasExactlyAttributes("http.route", "/orders/{id}", "http.response.status_code", 200);
    }

    @Test
    void theHandlerOfALateRequestIsTheRouteAlthoughTheContainerHasLeft() {
        MockServerHttpRequest late =
                MockServerHttpRequest.get("/orders/17").header("x-late", "yes").build();

        assertThat(call(APPLICATION, late, 200)).hasName("GET /orders/{id}");
    }

    @Test
    void theRouteBeginsWithThePathOfTheApplication() {
        MockServerHttpRequest below =
                MockServerHttpRequest.get("/app/orders/17").contextPath("/app").build();

        assertThat(call(APPLICATION, below, 200)).hasName("GET /app/orders/{id}");
    }

    @Test
    void aFunctionalEndpointIsTheRoute() {
        assumePatternsOfFunctions();

        assertThat(call(APPLICATION, get("/people/eve"), 200)).hasName("GET /people/{name}");
        assertThat(call(APPLICATION, get("/api/2/other"), 200)).hasName("GET /api/{version}/other");
        assertThat(call(APPLICATION, get("/api/2/people/eve"), 200)).hasName("GET /api/{version}/people/{name}");
    }

    @Test
    void aFunctionalEndpointWithoutADispatcherIsTheRoute() {
        assumePatternsOfFunctions();
        HttpHandler application = WebHttpHandlerBuilder.webHandler(RouterFunctions.toWebHandler(Application.people()))
                .build();

        assertThat(call(application, get("/api/2/people/eve"), 200)).hasName("GET /api/{version}/people/{name}");
    }

    @Test
    void aRequestThatNobodyHandlesHasNoRoute() {
        assertThat(call(APPLICATION, get("/nothing"), 404))
                .hasName("GET")
                .hasExactlyAttributes("http.response.status_code", 404);
    }

    @Test
    void anExceptionThatBecomesAResponseIsNoFailure() {
        assertThat(call(APPLICATION, get("/handled/17"), 200))
                .hasName("GET /handled/{id}")
                .hasNoError()
                .hasNoEvents();
    }

    @Test
    void anExceptionThatNobodyHandlesIsRecorded() {
        assumePatternsOfFunctions(); // 5.0 has no method that gets the exchange and its exception

        assertThat(call(APPLICATION, get("/broken/17"), 500))
                .hasName("GET /broken/{id}")
                .hasException(IllegalStateException.class, "broken 17");
    }

    @Test
    void anUnsampledRequestIsServedAsBefore() {
        AgentExtension.sampling(false);

        assertThat(serve(APPLICATION, get("/orders/17"), 200)).isEqualTo("order 17");
    }
}
