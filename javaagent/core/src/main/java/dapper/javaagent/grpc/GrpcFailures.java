// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.grpc;

import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.export.OtlpResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Maps a gRPC status to its consequence for a batch (OTLP specification, failures). */
final class GrpcFailures {
    static final Metadata.Key<byte[]> STATUS_DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private GrpcFailures() {}

    static boolean isRetryable(Status status, long retryAfterMillis) {
        switch (status.getCode()) {
            case INTERNAL:
                return isBroken(status);
            case CANCELLED:
            case DEADLINE_EXCEEDED:
            case ABORTED:
            case OUT_OF_RANGE:
            case UNAVAILABLE:
            case DATA_LOSS:
                return true;
            case RESOURCE_EXHAUSTED:
                // Without RetryInfo the request itself is too large.
                return retryAfterMillis >= 0;
            default:
                return false;
        }
    }

    /** Returns whether the channel itself failed; without a thread or memory it fails for good. */
    static boolean isBroken(Status status) {
        return status.getCode() == Status.Code.INTERNAL
                && (status.getCause() instanceof Error || status.getCause() instanceof RuntimeException);
    }

    static boolean isUnreachable(Status status) {
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    /** The delay in RetryInfo, or -1. */
    static long retryAfterMillis(@Nullable Metadata trailers) {
        byte[] details = trailers == null ? null : trailers.get(STATUS_DETAILS);
        return details == null ? -1 : OtlpResponse.retryAfterMillis(details);
    }

    static String describe(Status status, OtlpConfig config) {
        String cause = status.getCause() == null ? "" : text(status.getCause());
        if (isUnreachable(status)) {
            return config.endpoint() + ": " + cause;
        }
        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            return config.endpoint() + ": no answer within " + config.timeoutMillis() + " ms";
        }
        String description = status.getDescription() == null ? "" : status.getDescription();
        StringBuilder text = new StringBuilder();
        text.append(config.endpoint()).append(" answered ").append(status.getCode());
        text.append(description.isEmpty() ? "" : ": " + description);
        text.append(cause.isEmpty() || description.contains(cause) ? "" : " (" + cause + ")");
        return text.append(advice(description + cause)).toString();
    }

    private static String text(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    }

    /**
     * Suggests the cause for the usual mistakes. The number is the letters HTT read as the length of an HTTP/2 frame.
     */
    private static String advice(String reason) {
        if (reason.contains("FRAME_SIZE_ERROR: 4740180") || reason.contains("HTTP status code 4")) {
            return "; this is no gRPC server: use its port for OTLP/gRPC, usually 4317, or set"
                    + " otel.exporter.otlp.protocol=http/protobuf";
        }
        if (reason.contains("End of stream")) {
            return "; if the server speaks TLS, use https:// in otel.exporter.otlp.endpoint";
        }
        if (reason.contains("Unsupported or unrecognized SSL message")) {
            return "; the server does not speak TLS: use http:// in otel.exporter.otlp.endpoint";
        }
        return "";
    }
}
