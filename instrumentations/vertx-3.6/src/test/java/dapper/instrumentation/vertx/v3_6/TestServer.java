// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v3_6;

import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Servers and routers of the tests, whose methods take handlers. */
final class TestServer {
    /** The path of a router: parameters came with 3.9. */
    static final String SHOPS = "/shops/north";

    /** An exception has had a status since 3.8. */
    static final boolean FAILS_WITH_STATUS = false;

    private TestServer() {}

    static void mount(Router router, String path, Router below) {
        router.mountSubRouter(path, below);
    }

    static void fail(RoutingContext context, int status, Throwable failure) {
        context.fail(failure);
    }

    /** Returns the port. */
    static int start(Vertx vertx, Handler<HttpServerRequest> requests) throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(requests);
        return TestServer.<HttpServer>join(handler -> server.listen(0, "127.0.0.1", handler))
                .actualPort();
    }

    static void stop(Vertx vertx) throws Exception {
        TestServer.<Void>join(vertx::close);
    }

    static <T> T join(Consumer<Handler<AsyncResult<T>>> operation) throws Exception {
        CompletableFuture<T> end = new CompletableFuture<>();
        operation.accept(result -> {
            if (result.succeeded()) {
                end.complete(result.result());
            } else {
                end.completeExceptionally(result.cause());
            }
        });
        return end.get(60, TimeUnit.SECONDS);
    }
}
