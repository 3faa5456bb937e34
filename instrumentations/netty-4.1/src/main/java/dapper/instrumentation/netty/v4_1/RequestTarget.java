// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import org.jspecify.annotations.Nullable;

/** The parts of a request line's target: {@code /path?query}, or a whole URL that is sent to a proxy. */
final class RequestTarget {
    private RequestTarget() {}

    static String path(String target) {
        int start = pathStart(target);
        int question = target.indexOf('?', start);
        int end = question < 0 ? target.length() : question;
        return start == end ? "/" : target.substring(start, end);
    }

    static @Nullable String query(String target) {
        int question = target.indexOf('?');
        return question < 0 ? null : target.substring(question + 1);
    }

    static boolean isUrl(String target) {
        return !target.startsWith("/") && authorityStart(target) > 0;
    }

    /** Returns the host and the port of a URL, without a user. */
    static String authority(String url) {
        String authority = url.substring(authorityStart(url), pathStart(url));
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static int authorityStart(String target) {
        int separator = target.indexOf("://");
        int question = target.indexOf('?');
        return separator < 0 || question >= 0 && question < separator ? -1 : separator + 3;
    }

    private static int pathStart(String target) {
        int authority = isUrl(target) ? authorityStart(target) : -1;
        if (authority < 0) {
            return 0;
        }
        int start = authority;
        while (start < target.length() && target.charAt(start) != '/' && target.charAt(start) != '?') {
            start++;
        }
        return start;
    }
}
