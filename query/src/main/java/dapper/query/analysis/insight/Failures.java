// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

import dapper.storage.Attributes;
import dapper.storage.Span;

/** Failed spans, also those that only an HTTP status marks as failed. */
final class Failures {
    private static final long CLIENT_ERROR = 400;
    private static final long SERVER_ERROR = 500;

    private Failures() {}

    static boolean isFailed(Span span) {
        long least = TimedTrace.isOutgoing(span) ? CLIENT_ERROR : SERVER_ERROR;
        return span.status().isError() || httpStatus(span) >= least;
    }

    /** Returns whether the answer of this span reported a failure to its caller; a server's 404 does, and is no error. */
    static boolean reportsFailure(Span span) {
        return span.status().isError() || httpStatus(span) >= CLIENT_ERROR;
    }

    private static long httpStatus(Span span) {
        Attributes attributes = span.attributes();
        Object status = attributes.get("http.response.status_code");
        if (status == null) {
            status = attributes.get("http.status_code");
        }
        return status instanceof Long number ? number : 0;
    }

    /** Returns the reason in parentheses with a blank before it, empty if it is unknown. */
    static String reason(Span span) {
        String description = span.status().description();
        if (!description.isBlank()) {
            return " (" + Words.name(description) + ")";
        }
        String type = span.attributes().text("error.type");
        if (type != null) {
            return " (" + Words.name(type) + ")";
        }
        return httpStatus(span) >= CLIENT_ERROR ? " (status " + httpStatus(span) + ")" : "";
    }
}
