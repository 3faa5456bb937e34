// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.vertx.v4_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.HttpRoute;
import dapper.bootstrap.http.ServerCalls;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * An observed request on its way through a router, from handler to handler; in the data of its routing context. The
 * handlers run one after the other, on any thread.
 */
public final class RoutedRequest {
    private static final String KEY = "dapper.context";

    private final ServerCall call;

    /** The mount point of the current router: a part of the path of the request. Null for the outermost router. */
    private @Nullable String mount;

    /** The pattern of {@link #mount}. */
    private String prefix = "";

    /** The pattern of the latest route, empty if it has none. */
    private String route = "";

    private RoutedRequest(ServerCall call) {
        this.call = call;
    }

    /** Called on the server's thread, while it serves the request. */
    public static void begin(RoutingContext context) {
        ServerCall call = ServerCall.claimRoute();
        if (call != null) {
            context.put(KEY, new RoutedRequest(call));
        }
    }

    /** Returns null for a request that is not observed. */
    public static @Nullable RoutedRequest of(RoutingContext context) {
        Object request = context.get(KEY);
        return request instanceof RoutedRequest ? (RoutedRequest) request : null;
    }

    /**
     * The request goes to a handler of a route. The last handler is the one that answers, so its route is that of the
     * request; a route for all paths adds nothing.
     *
     * @param mountPoint of the router, null for the outermost
     * @param path of the route; null for all paths, and for a regular expression
     * @param exact false if the route matches all paths that begin with its own
     */
    public void matched(@Nullable String mountPoint, @Nullable String path, boolean exact) {
        enter(mountPoint);
        if (path == null) {
            route = prefix;
            return;
        }
        route = HttpRoute.below(prefix, exact ? path : HttpRoute.join(path, "*"));
        ServerCalls.latestRoute(call, route);
    }

    private void enter(@Nullable String mountPoint) {
        if (mountPoint == null) {
            prefix = "";
        } else if (!mountPoint.equals(mount)) {
            boolean deeper = mount == null || mountPoint.length() > mount.length();
            prefix = deeper ? withoutStar(route) : mountPoint;
        }
        mount = mountPoint;
    }

    private static String withoutStar(String route) {
        return route.endsWith("*") ? route.substring(0, route.length() - 1) : route;
    }

    /**
     * No handler has answered the failure, so the router does.
     *
     * @param status -1 for that of the exception, mostly 500
     */
    public void failed(int status, @Nullable Throwable failure) {
        if (status < 0 || status >= 500) {
            ServerCalls.fail(call, failure);
        }
    }
}
