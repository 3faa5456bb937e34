// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v5_0;

import dapper.bootstrap.http.HttpRoute;
import dapper.bootstrap.http.ServletRoute;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;

/** The pattern that a request matched: the framework's own if it set one, else the servlet's. */
final class Routes {
    private Routes() {}

    static String of(HttpServletRequest request) {
        Object pattern = request.getAttribute(ServletRoute.SPRING_PATTERN);
        if (pattern instanceof String && ((String) pattern).startsWith("/")) {
            String context = request.getContextPath();
            String prefix = request.getPathInfo() == null ? context : HttpRoute.join(context, request.getServletPath());
            return HttpRoute.join(prefix, (String) pattern);
        }
        HttpServletMapping mapping = request.getHttpServletMapping();
        // No match for a welcome file, which the default servlet handles.
        return HttpRoute.of(
                request.getContextPath(),
                mapping == null || mapping.getMappingMatch() == null ? "/" : mapping.getPattern());
    }
}
