// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.servlet.v3_0;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import javax.servlet.ServletContext;
import javax.servlet.ServletRegistration;
import javax.servlet.http.HttpServletRequest;

/**
 * Finds the pattern a request matched in Servlet 3.x, which does not expose it: the container's split of the path
 * leaves few candidates, and the patterns of the application's servlets decide among them.
 */
final class ServletPatterns {
    private static final Map<ServletContext, Set<String>> BY_CONTEXT = Collections.synchronizedMap(new WeakHashMap<>());

    private ServletPatterns() {}

    static String matched(HttpServletRequest request) {
        String servletPath = request.getServletPath();
        if (request.getPathInfo() != null) {
            return servletPath + "/*";
        }
        Set<String> patterns = BY_CONTEXT.computeIfAbsent(request.getServletContext(), ServletPatterns::all);
        return matched(servletPath, patterns);
    }

    static String matched(String servletPath, Set<String> patterns) {
        if (patterns.contains(servletPath)) {
            return servletPath;
        }
        String prefix = servletPath + "/*";
        if (patterns.contains(prefix)) {
            return prefix;
        }
        int dot = servletPath.lastIndexOf('.');
        if (dot > servletPath.lastIndexOf('/')) {
            String extension = '*' + servletPath.substring(dot);
            if (patterns.contains(extension)) {
                return extension;
            }
        }
        return "/";
    }

    private static Set<String> all(ServletContext context) {
        Set<String> patterns = new HashSet<>();
        for (ServletRegistration servlet : context.getServletRegistrations().values()) {
            patterns.addAll(servlet.getMappings());
        }
        return patterns;
    }
}
