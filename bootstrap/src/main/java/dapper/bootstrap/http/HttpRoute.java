// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

/** Writes the URL patterns of servlets as routes. */
public final class HttpRoute {
    private HttpRoute() {}

    /**
     * @param contextPath of the application, empty for the root
     * @param pattern as servlets are mapped: {@code /exact}, {@code /path/*}, {@code *.extension}, {@code /} for
     *     requests that match no other servlet, empty for the application's root itself
     */
    public static String of(String contextPath, String pattern) {
        switch (pattern) {
            case "":
                return contextPath + '/';
            case "/":
                return contextPath + "/*";
            default:
                if (contextPath.isEmpty() && pattern.charAt(0) == '/') {
                    return pattern;
                }
                return pattern.charAt(0) == '/' ? contextPath + pattern : contextPath + '/' + pattern;
        }
    }
}
