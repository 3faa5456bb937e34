// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import dapper.bootstrap.call.ServerCall;
import dapper.bootstrap.http.ServerCalls;
import dapper.bootstrap.http.ServletRoute;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletPathMatch;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.servlet.spec.HttpServletRequestImpl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the span of an exchange after the servlet that its path chose. */
public final class ServletRoutes {
    private static final String[] NONE = new String[0];

    private ServletRoutes() {}

    public static void dispatched(HttpServerExchange exchange, @Nullable Throwable thrown) {
        ServerCall call = ServerCall.endRouting();
        ServletRequestContext servlet = exchange.getAttachment(ServletRequestContext.ATTACHMENT_KEY);
        if (call != null && servlet != null) {
            ServerCalls.fail(call, thrown);
            ServerCalls.route(call, route(servlet));
        }
    }

    public static void closing(ServletRequestContext servlet) {
        ServerCall call = Exchanges.call(servlet.getExchange());
        if (call != null && call.isObserved()) {
            ServerCalls.route(call, route(servlet));
        }
    }

    private static @Nullable String route(ServletRequestContext servlet) {
        ServletPathMatch match = servlet.getOriginalServletPathMatch();
        if (match == null) {
            return null;
        }
        HttpServletRequestImpl request = servlet.getOriginalRequest();
        List<String> patterns =
                match.getServletChain().getManagedServlet().getServletInfo().getMappings();
        return ServletRoute.of(
                request.getContextPath(),
                match.getMatched(),
                match.getRemaining(),
                request.getAttribute(ServletRoute.SPRING_PATTERN),
                patterns.toArray(NONE));
    }
}
