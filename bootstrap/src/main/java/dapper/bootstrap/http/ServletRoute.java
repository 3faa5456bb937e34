// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import org.jspecify.annotations.Nullable;

/**
 * The route of a request that a servlet container mapped: the pattern of the framework's handler if present, otherwise
 * that of the servlet. Uses only data available in every version of every container: the path as split by the
 * container, and the patterns of the chosen servlet.
 */
public final class ServletRoute {
    /** The request attribute in which Spring MVC stores the pattern of its handler, relative to its servlet. */
    public static final String SPRING_PATTERN = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

    private ServletRoute() {}

    /**
     * @param contextPath of the application, empty or null for the root
     * @param servletPath the part of the path that chose the servlet
     * @param pathInfo the part after it, or null
     * @param springPattern the value of {@link #SPRING_PATTERN}
     * @param patterns of the servlet, or null if not known
     */
    public static String of(
            @Nullable String contextPath,
            @Nullable String servletPath,
            @Nullable String pathInfo,
            @Nullable Object springPattern,
            String @Nullable [] patterns) {
        String context = contextPath == null ? "" : contextPath;
        String servlet = servletPath == null ? "" : servletPath;
        if (springPattern instanceof String && ((String) springPattern).startsWith("/")) {
            return context + (pathInfo == null ? "" : servlet) + springPattern;
        }
        return HttpRoute.of(context, matched(servlet, pathInfo, patterns == null ? new String[0] : patterns));
    }

    /** A path that only the default servlet matches, such as a welcome file, has the pattern of the default servlet. */
    static String matched(String servletPath, @Nullable String pathInfo, String... patterns) {
        String prefix = servletPath + "/*";
        if (pathInfo != null) {
            return servletPath.isEmpty() && pathInfo.equals("/") && contains(patterns, "") ? "" : prefix;
        }
        if (contains(patterns, servletPath)) {
            return servletPath;
        }
        if (contains(patterns, prefix)) {
            return prefix;
        }
        int dot = servletPath.lastIndexOf('.');
        if (dot > servletPath.lastIndexOf('/')) {
            String extension = '*' + servletPath.substring(dot);
            if (contains(patterns, extension)) {
                return extension;
            }
        }
        return "/";
    }

    private static boolean contains(String[] patterns, String pattern) {
        for (String candidate : patterns) {
            if (candidate.equals(pattern)) {
                return true;
            }
        }
        return false;
    }
}
