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

    private static final String[] NONE = {};

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
            String prefix = pathInfo == null ? context : HttpRoute.join(context, servlet);
            return HttpRoute.join(prefix, (String) springPattern);
        }
        return HttpRoute.of(context, matched(servlet, pathInfo, patterns == null ? NONE : patterns));
    }

    /** A path that only the default servlet matches, such as a welcome file, has the pattern of the default servlet. */
    static String matched(String servletPath, @Nullable String pathInfo, String... patterns) {
        String prefix = prefix(patterns, servletPath);
        if (pathInfo != null) {
            if (servletPath.isEmpty() && pathInfo.equals("/") && contains(patterns, "")) {
                return "";
            }
            return prefix == null ? servletPath + "/*" : prefix;
        }
        if (contains(patterns, servletPath)) {
            return servletPath;
        }
        if (prefix != null) {
            return prefix;
        }
        int dot = servletPath.lastIndexOf('.');
        if (dot > servletPath.lastIndexOf('/')) {
            String extension = extension(patterns, servletPath, dot);
            if (extension != null) {
                return extension;
            }
        }
        return "/";
    }

    /** The pattern that is the path with <code>/*</code>; null if there is none. */
    private static @Nullable String prefix(String[] patterns, String path) {
        for (String pattern : patterns) {
            if (pattern.length() == path.length() + 2 && pattern.endsWith("/*") && pattern.startsWith(path)) {
                return pattern;
            }
        }
        return null;
    }

    /** The pattern that is {@code *} with the path's extension; null if there is none. */
    private static @Nullable String extension(String[] patterns, String path, int dot) {
        int length = path.length() - dot;
        for (String pattern : patterns) {
            if (pattern.length() == length + 1
                    && pattern.charAt(0) == '*'
                    && pattern.regionMatches(1, path, dot, length)) {
                return pattern;
            }
        }
        return null;
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
