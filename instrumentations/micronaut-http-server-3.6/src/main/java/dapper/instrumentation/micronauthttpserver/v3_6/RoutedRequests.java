// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.micronauthttpserver.v3_6;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import io.micronaut.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request from its route on, which Micronaut chooses on the server's thread, to its answer on any thread. The server's
 * call is an attribute of the request, which all wrappers of the request share.
 */
public final class RoutedRequests {
    private static final String CALL = "dapper.context";

    /** {@code HttpAttributes.URI_TEMPLATE}, which is the same in all versions. */
    private static final String TEMPLATE = "micronaut.http.route.template";

    private RoutedRequests() {}

    /** Called on the server's thread, when the attributes of the route are those of the request. */
    public static void matched(HttpRequest<?> request) {
        ServerCall call = ServerCall.claimRoute();
        if (call != null) {
            request.setAttribute(CALL, call);
            ServerCalls.claimedRoute(call, Template.path(attribute(request, TEMPLATE)));
        }
    }

    /** Called on any thread. */
    public static void failed(HttpRequest<?> request, Throwable error) {
        Object call = attribute(request, CALL);
        ServerCalls.fail(call instanceof ServerCall ? (ServerCall) call : ServerCall.running(), error);
    }

    private static @Nullable Object attribute(HttpRequest<?> request, String name) {
        return request.getAttributes().getValue(name);
    }
}
