// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import dapper.collector.pipeline.RefusedException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** Refusals as gRPC statuses, as the OTLP specification assigns them. */
final class GrpcStatus {
    private GrpcStatus() {}

    /** Returns the status of a refusal, with {@code RetryInfo} if the sender should try again. */
    static StatusRuntimeException of(RefusedException refused) {
        com.google.rpc.Status.Builder status = com.google.rpc.Status.newBuilder()
                .setCode(code(refused.reason()).value())
                .setMessage(refused.explanation());
        if (refused.reason().retryable()) {
            status.addDetails(Any.pack(RetryInfo.newBuilder()
                    .setRetryDelay(Duration.newBuilder()
                            .setSeconds(refused.reason().retryAfter().toSeconds()))
                    .build()));
        }
        return StatusProto.toStatusRuntimeException(status.build());
    }

    private static Status.Code code(RefusedException.Reason reason) {
        return switch (reason) {
            case MALFORMED -> Status.Code.INVALID_ARGUMENT;
            // Not retryable, because it comes without RetryInfo.
            case TOO_LARGE -> Status.Code.RESOURCE_EXHAUSTED;
            case OVERLOADED, STORAGE_UNAVAILABLE -> Status.Code.UNAVAILABLE;
            case CANCELLED -> Status.Code.CANCELLED;
            case TOO_SLOW -> Status.Code.DEADLINE_EXCEEDED;
            case INTERNAL -> Status.Code.INTERNAL;
        };
    }
}
