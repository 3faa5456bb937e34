// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/** Servers and routers of the tests. Vert.x 3 has a class of the same name, because its methods take handlers. */
final class TestServer {
    /** The path of a router. */
    static final String SHOPS = "/shops/:shop";

    static final boolean FAILS_WITH_STATUS = true;

    private TestServer() {}

    static void mount(Router router, String path, Router below) {
        router.route(path + "*").subRouter(below);
    }

    static void fail(RoutingContext context, int status, Throwable failure) {
        context.fail(status, failure);
    }

    /** Returns the port. */
    static int start(Vertx vertx, Handler<HttpServerRequest> requests) throws Exception {
        return join(vertx.createHttpServer().requestHandler(requests).listen(0, "127.0.0.1"))
                .actualPort();
    }

    static void stop(Vertx vertx) throws Exception {
        join(vertx.close());
    }

    private static <T> T join(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
