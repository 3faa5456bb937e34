// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.http;

import dapper.bootstrap.Span;
import org.jspecify.annotations.Nullable;

/**
 * The request methods of RFC 9110 and RFC 5789. Any other method would let a scanner create an unlimited number of span
 * names.
 */
final class HttpMethods {
    /** The name of a span whose method is none of these. */
    static final String OTHER = "HTTP";

    private HttpMethods() {}

    /** The name of a span before its route is known. */
    static String spanName(String method) {
        return isKnown(method) ? method : OTHER;
    }

    /** @param method null if the server could not read it */
    static void describe(Span span, @Nullable String method) {
        if (method != null && isKnown(method)) {
            span.set(HttpAttributes.REQUEST_METHOD, method);
        } else {
            span.set(HttpAttributes.REQUEST_METHOD, "_OTHER").set(HttpAttributes.REQUEST_METHOD_ORIGINAL, method);
        }
    }

    private static boolean isKnown(String method) {
        switch (method) {
            case "GET":
            case "POST":
            case "PUT":
            case "DELETE":
            case "HEAD":
            case "OPTIONS":
            case "PATCH":
            case "TRACE":
            case "CONNECT":
                return true;
            default:
                return false;
        }
    }
}
