// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests to a router. The test takes the place of Netty, which makes the span. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private int port;

    @BeforeAll
    void start() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(RoutingContext::next);
        router.route("/late/*").handler(context -> vertx.setTimer(5, timer -> context.next()));
        router.get("/late/:id").handler(context -> answer(context));
        router.route("/api/*").handler(RoutingContext::next);
        router.get("/api/orders/:id").handler(context -> answer(context));
        router.get("/depot/:id/*").handler(context -> answer(context));
        router.get("/broken/:id").handler(context -> {
            throw new IllegalStateException("broken");
        });
        router.get("/failing/:id")
                .handler(context -> TestServer.fail(context, 503, new IllegalStateException("failing")));
        router.get("/refused/:id")
                .handler(context -> TestServer.fail(context, 409, new IllegalArgumentException("refused")));
        router.get("/handled/:id")
                .handler(context -> context.fail(new IllegalStateException("handled")))
                .failureHandler(context -> context.response().setStatusCode(200).end());
        Router items = Router.router(vertx);
        items.get("/items/:item").handler(context -> answer(context));
        Router shops = Router.router(vertx);
        shops.get("/").handler(context -> answer(context));
        shops.get("/after").handler(context -> answer(context));
        TestServer.mount(router, TestServer.SHOPS + "/", shops);
        Router depots = Router.router(vertx);
        TestServer.mount(depots, "/parts", items);
        depots.get("/after").handler(context -> answer(context));
        TestServer.mount(router, "/depots", depots);
        port = TestServer.start(vertx, request -> serve(request, router));
    }

    private static void answer(RoutingContext context) {
        context.response().end("answer");
    }

    private static void serve(HttpServerRequest request, Router router) {
        ServerCall call = ServerCall.start(null, "GET", request.path());
        if (call == null) {
            throw new IllegalStateException("the agent records nothing");
        }
        request.response()
                .endHandler(end -> ServerCalls.end(call, request.response().getStatusCode()));
        call.enter(true);
        router.handle(request);
        ServerCall.leave();
    }

    @AfterAll
    void stop() throws Exception {
        TestServer.stop(vertx);
    }

    private int status(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return response.statusCode();
    }

    private RecordedSpan spanOf(String path, int status) throws Exception {
        assertThat(status(path)).isEqualTo(status);
        return AgentExtension.spans().takeOne();
    }

    @Test
    void theRouteIsThatOfTheHandlerThatAnswers() throws Exception {
        assertThat(spanOf("/api/orders/17", 200))
                .hasName("GET /api/orders/:id")
                .hasNoError()
                .hasExactlyAttributes("http.route", "/api/orders/:id", "http.response.status_code", 200);
    }

    @Test
    void aRouteMayEndWithAStarBehindAParameter() throws Exception {
        assertThat(spanOf("/depot/17/shelf", 200)).hasName("GET /depot/:id/*");
    }

    @Test
    void aHandlerThatIsCalledLaterNamesTheRequestToo() throws Exception {
        assertThat(spanOf("/late/17", 200)).hasName("GET /late/:id");
    }

    @Test
    void aRequestThatNoLaterHandlerAnswersHasTheRouteOfTheLast() throws Exception {
        assertThat(spanOf("/api/nothing", 404))
                .hasName("GET /api/*")
                .hasExactlyAttributes("http.route", "/api/*", "http.response.status_code", 404);
    }

    @Test
    void aRequestThatNoRouteWithAPathMatchesHasNone() throws Exception {
        assertThat(spanOf("/nothing", 404)).hasName("GET").hasExactlyAttributes("http.response.status_code", 404);
    }

    @Test
    void theRouteBelowARouterBeginsWithThatOfTheRouter() throws Exception {
        assertThat(spanOf("/shops/north/", 200)).hasName("GET " + TestServer.SHOPS);
        assertThat(spanOf("/shops/north/after", 200)).hasName("GET " + TestServer.SHOPS + "/after");
        assertThat(spanOf("/depots/parts/items/3", 200)).hasName("GET /depots/parts/items/:item");
        assertThat(spanOf("/depots/after", 200)).hasName("GET /depots/after");
    }

    @Test
    void anExceptionThatNoHandlerAnswersIsRecorded() throws Exception {
        assertThat(spanOf("/broken/17", 500))
                .hasName("GET /broken/:id")
                .hasException(IllegalStateException.class, "broken");
    }

    @Test
    void theStatusOfAnExceptionDecidesWhetherItIsAFailure() throws Exception {
        assumeTrue(TestServer.FAILS_WITH_STATUS);

        assertThat(spanOf("/failing/17", 503)).hasException(IllegalStateException.class, "failing");
        assertThat(spanOf("/refused/17", 409))
                .hasName("GET /refused/:id")
                .hasNoError()
                .hasNoEvents();
    }

    @Test
    void anExceptionThatAHandlerAnswersIsNoFailure() throws Exception {
        assertThat(spanOf("/handled/17", 200))
                .hasName("GET /handled/:id")
                .hasNoError()
                .hasNoEvents();
    }

    @Test
    void anUnsampledRequestIsServedAsBefore() throws Exception {
        AgentExtension.sampling(false);

        assertThat(status("/api/orders/17")).isEqualTo(200);
    }
}
