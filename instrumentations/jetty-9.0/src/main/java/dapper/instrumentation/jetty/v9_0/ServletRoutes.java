// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import dapper.bootstrap.http.ServletRoute;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.UserIdentity;
import org.eclipse.jetty.servlet.ServletHandler;
import org.eclipse.jetty.servlet.ServletMapping;
import org.jspecify.annotations.Nullable;

/** Names a request after the servlet that its path chose. */
public final class ServletRoutes {
    /** The servlet handler of 9.0 to 9.3 stores the exception it caught here. */
    private static final String EXCEPTION = "javax.servlet.error.exception";

    private ServletRoutes() {}

    public static void handled(ServletHandler handler, Request request) {
        ServerCall call = ServerCall.endRouting();
        if (call != null) {
            Object thrown = request.getAttribute(EXCEPTION);
            if (thrown instanceof Throwable) {
                ServerCalls.fail(call, (Throwable) thrown);
            }
            ServerCalls.route(call, route(handler, request));
        }
    }

    private static @Nullable String route(ServletHandler handler, Request request) {
        UserIdentity.Scope servlet = request.getUserIdentityScope();
        String[] patterns = servlet == null ? null : patterns(handler, servlet.getName());
        return patterns == null
                ? null
                : ServletRoute.of(
                        request.getContextPath(),
                        request.getServletPath(),
                        request.getPathInfo(),
                        request.getAttribute(ServletRoute.SPRING_PATTERN),
                        patterns);
    }

    /** A servlet may have several mappings with several patterns each. */
    private static String @Nullable [] patterns(ServletHandler handler, @Nullable String servlet) {
        String[] patterns = null;
        ServletMapping[] mappings = handler.getServletMappings();
        if (mappings == null || servlet == null) {
            return null;
        }
        for (ServletMapping mapping : mappings) {
            if (servlet.equals(mapping.getServletName()) && mapping.getPathSpecs() != null) {
                patterns = patterns == null ? mapping.getPathSpecs() : joined(patterns, mapping.getPathSpecs());
            }
        }
        return patterns;
    }

    private static String[] joined(String[] some, String[] others) {
        String[] all = new String[some.length + others.length];
        System.arraycopy(some, 0, all, 0, some.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return all;
    }
}
