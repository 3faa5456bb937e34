// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.call.JoinedTexts;

/** Writes the URL patterns of servlets as routes. */
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
}
