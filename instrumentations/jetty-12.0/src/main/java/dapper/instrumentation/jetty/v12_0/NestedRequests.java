// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import dapper.bootstrap.http.ServletRoute;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The requests of ee8 and ee9, whose classes are the same in two packages: each holds the request of the core that it is made
 * of, and the mapping that its path chose.
 */
public final class NestedRequests {
    private static final Getter CORE_REQUEST = new Getter("getCoreRequest");
    private static final Getter BASE_REQUEST = new Getter("getBaseRequest");
    private static final Getter ATTRIBUTES = new Getter("getAttributes");
    private static final Getter MAPPING = new Getter("getServletPathMapping");
    private static final Getter PATTERN = new Getter("getPattern");

    private NestedRequests() {}

    public static boolean enterAgain(@Nullable Object request) {
        return CORE_REQUEST.get(request) instanceof Request core && ChannelRequests.enterAgain(core);
    }

    /** @param state the {@code HttpChannelState} of the request */
    public static boolean enterAgainFrom(Object state) {
        return enterAgain(BASE_REQUEST.get(state));
    }

    public static void dispatched(@Nullable Object request) {
        ServerCall call = ServerCall.endRouting();
        if (call != null
                && PATTERN.get(MAPPING.get(request)) instanceof String pattern
                && CORE_REQUEST.get(request) instanceof Request core) {
            Object spring = ATTRIBUTES.get(request) instanceof Attributes attributes
                    ? attributes.getAttribute(ServletRoute.SPRING_PATTERN)
                    : null;
            ServerCalls.route(call, ServletRoutes.route(core, pattern, spring));
        }
    }
}
