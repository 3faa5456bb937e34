// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.javaagent.config.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Maps an HTTP failure to its consequence for a batch (OTLP specification, failures over HTTP). */
final class HttpFailures {
    static final String NO_HANDSHAKE = "no TLS handshake";

    private static final String GRPC_PORT = "; if this is the port for OTLP/gRPC, set otel.exporter.otlp.protocol=grpc";

    private HttpFailures() {}

    static ExportResult status(Endpoint endpoint, int status, @Nullable String retryAfter, String message) {
        String text = endpoint + " answered " + status + (message.isEmpty() ? "" : ": " + message) + advice(status);
        if (status == 404 || status == 405 || status == 501) {
            return ExportResult.unsupported(text);
        }
        boolean retryable = status == 429 || status == 502 || status == 503 || status == 504;
        return retryable ? ExportResult.retry(retryAfterMillis(retryAfter), text) : ExportResult.rejected(text);
    }

    private static String advice(int status) {
        switch (status) {
            case 401:
            case 403:
                return " (see otel.exporter.otlp.headers)";
            case 404:
            case 405:
                return " (is this an OTLP endpoint? The usual one is http://host:4318/v1/traces)";
            default:
                return "";
        }
    }

    /** Suggests the cause for the usual mistakes. */
    private static String advice(String reason) {
        if (reason.contains("Invalid Http response")) {
            return GRPC_PORT;
        }
        if (reason.contains("Unexpected end of file")) {
            return "; if the server speaks TLS, use https:// in otel.exporter.otlp.endpoint" + GRPC_PORT;
        }
        if (reason.contains("Unsupported or unrecognized SSL message")) {
            return "; the server does not speak TLS: use http:// in otel.exporter.otlp.endpoint";
        }
        if (reason.startsWith(NO_HANDSHAKE)) {
            return "; if the server does not speak TLS, use http:// in otel.exporter.otlp.endpoint";
        }
        return "";
    }

    /** Reads only the form in seconds; a date is ignored. */
    private static long retryAfterMillis(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return -1;
        }
        try {
            return Math.max(0, Math.min(Integer.MAX_VALUE, Long.parseLong(retryAfter.trim())) * 1_000);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static ExportResult exception(Endpoint endpoint, IOException e) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return ExportResult.unreachable(endpoint + ": " + reason);
        }
        if (e instanceof UnknownHostException) {
            return ExportResult.unreachable(endpoint + ": unknown host");
        }
        return ExportResult.retry(-1, endpoint + ": " + reason + advice(reason));
    }
}
