// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v5_0;

import dapper.bootstrap.http.HttpRoute;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The pattern that a request matched: the framework's own where it left one, else the servlet's. */
final class Routes {
    /** Spring MVC leaves the pattern of its handler here, relative to its servlet. */
    private static final String SPRING_PATTERN = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

    private Routes() {}

    static @Nullable String of(HttpServletRequest request) {
        Object pattern = request.getAttribute(SPRING_PATTERN);
        if (pattern instanceof String && ((String) pattern).startsWith("/")) {
            String servlet = request.getPathInfo() == null ? "" : request.getServletPath();
            return request.getContextPath() + servlet + pattern;
        }
        HttpServletMapping mapping = request.getHttpServletMapping();
        // No match where a request of an older implementation stands in for the container's.
        return mapping == null || mapping.getMappingMatch() == null
                ? null
                : HttpRoute.of(request.getContextPath(), mapping.getPattern());
    }
}
