// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import dapper.bootstrap.http.HttpRoute;
import dapper.bootstrap.http.ServletRoute;
import javax.servlet.http.HttpServletRequest;

/** The pattern that a request matched: the framework's own if it set one, else the servlet's. */
final class Routes {
    private Routes() {}

    static String of(HttpServletRequest request) {
        Object pattern = request.getAttribute(ServletRoute.SPRING_PATTERN);
        if (pattern instanceof String && ((String) pattern).startsWith("/")) {
            String servlet = request.getPathInfo() == null ? "" : request.getServletPath();
            return request.getContextPath() + servlet + pattern;
        }
        String mapping = ServletMapping.isKnown() ? ServletMapping.pattern(request) : ServletPatterns.matched(request);
        // No match for a welcome file, which the default servlet handles.
        return HttpRoute.of(request.getContextPath(), mapping == null ? "/" : mapping);
    }
}
