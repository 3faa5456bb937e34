// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.HttpRoute;
import dapper.bootstrap.http.ServerCalls;
import dapper.bootstrap.http.ServletRoute;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Names a request after the servlet that its path chose. Each version of the servlet API has a class of its own
 * for that, with the same method.
 */
public final class ServletRoutes {
    private static final Getter MATCHED = new Getter("getMatchedResource");

    private ServletRoutes() {}

    public static void dispatched(@Nullable Request request) {
        ServerCall call = ServerCall.endRouting();
        if (call != null && request != null && MATCHED.get(request) instanceof MatchedResource<?> resource) {
            Object spring = request.getAttribute(ServletRoute.SPRING_PATTERN);
            ServerCalls.route(call, route(request, resource.getPathSpec().getDeclaration(), spring));
        }
    }

    /** @param spring the value of {@link ServletRoute#SPRING_PATTERN} */
    static String route(Request request, String pattern, @Nullable Object spring) {
        String context = Request.getContextPath(request);
        String root = context == null || context.equals("/") ? "" : context;
        if (spring instanceof String handler && handler.startsWith("/")) {
            return root + (pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : "") + handler;
        }
        return HttpRoute.of(root, pattern);
    }
}
