// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.javaagent.config.Endpoint;
import io.grpc.Metadata;
import io.grpc.Status;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** What a gRPC status means for a batch (OTLP specification, failures). */
final class GrpcFailures {
    static final Metadata.Key<byte[]> STATUS_DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private GrpcFailures() {}

    static boolean isRetryable(Status status, long retryAfterMillis) {
        switch (status.getCode()) {
            case CANCELLED:
            case DEADLINE_EXCEEDED:
            case ABORTED:
            case OUT_OF_RANGE:
            case UNAVAILABLE:
            case DATA_LOSS:
                return true;
            case RESOURCE_EXHAUSTED:
                // Without RetryInfo it means that the request itself is too much.
                return retryAfterMillis >= 0;
            default:
                return false;
        }
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

    /** What RetryInfo asks for, or -1. */
    static long retryAfterMillis(@Nullable Metadata trailers) {
        byte[] details = trailers == null ? null : trailers.get(STATUS_DETAILS);
        return details == null ? -1 : OtlpResponse.retryAfterMillis(details);
    }

    static String describe(Status status, Endpoint endpoint) {
        StringBuilder text = new StringBuilder(endpoint + " answered " + status.getCode());
        if (status.getDescription() != null) {
            text.append(": ").append(status.getDescription());
        }
        Throwable cause = status.getCause();
        if (cause != null) {
            text.append(" (").append(cause.getMessage() == null ? cause.toString() : cause.getMessage());
            text.append(')');
        }
        return text.toString();
    }
}
