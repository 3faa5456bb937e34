// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.call.JoinedTexts;

/** Writes the URL patterns of servlets, and the path templates of frameworks, as routes. */
public final class HttpRoute {
    private static final JoinedTexts ROUTES = new JoinedTexts("");
    private static final JoinedTexts BELOW = new JoinedTexts("/");

    private HttpRoute() {}

    /**
     * @param contextPath of the application, empty for the root
     * @param pattern as servlets are mapped: {@code /exact}, {@code /path/*}, {@code *.extension}, {@code /} for
     *     requests that match no other servlet, empty for the application's root itself
     */
    public static String of(String contextPath, String pattern) {
        switch (pattern) {
            case "":
                return BELOW.of(contextPath, "");
            case "/":
                return BELOW.of(contextPath, "*");
            default:
                return pattern.charAt(0) == '/' ? join(contextPath, pattern) : BELOW.of(contextPath, pattern);
        }
    }

    /** Returns {@code prefix + pattern}. The same two texts give the same object while they are in use. */
    public static String join(String prefix, String pattern) {
        return prefix.isEmpty() ? pattern : ROUTES.of(prefix, pattern);
    }

    /**
     * Adds a path template below a route, with one slash between them and none at the end: {@code /shop} and
     * {@code items/} make {@code /shop/items}.
     *
     * @param route empty for the root
     */
    public static String below(String route, String template) {
        int end = template.length();
        while (end > 0 && template.charAt(end - 1) == '/') {
            end--;
        }
        String path = end == template.length() ? template : template.substring(0, end);
        String prefix = withoutSlash(route);
        if (path.isEmpty()) {
            return prefix.isEmpty() ? "/" : prefix;
        }
        return path.charAt(0) == '/' ? join(prefix, path) : BELOW.of(prefix, path);
    }

    private static String withoutSlash(String route) {
        return route.endsWith("/") ? route.substring(0, route.length() - 1) : route;
    }
}
