// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import dapper.collector.pipeline.Body;
import dapper.collector.pipeline.CollectorMetrics;
import dapper.collector.pipeline.Pipeline;
import dapper.collector.pipeline.Receipt;
import dapper.collector.pipeline.RefusedException;
import dapper.collector.pipeline.RefusedException.Reason;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One call of Export: waits for the request, hands it to the pipeline, answers. gRPC calls it from one thread at a time;
 * the answer comes from a thread of storage.
 */
final class ExportCall extends ServerCall.Listener<IncomingBody> {
    static final String TRANSPORT = "grpc";

    private final ServerCall<IncomingBody, ExportTraceServiceResponse> call;
    private final Pipeline pipeline;
    private final CollectorMetrics metrics;
    private final long begun = System.nanoTime();
    private @Nullable IncomingBody incoming;

    ExportCall(ServerCall<IncomingBody, ExportTraceServiceResponse> call, Pipeline pipeline, CollectorMetrics metrics) {
        this.call = call;
        this.pipeline = pipeline;
        this.metrics = metrics;
    }

    @Override
    public void onMessage(IncomingBody message) {
        incoming = message;
    }

    @Override
    public void onHalfClose() {
        IncomingBody received = incoming;
        incoming = null;
        if (received == null) {
            refuse(new RefusedException(Reason.MALFORMED, "the call ended without a request"));
        } else if (received.refused() != null) {
            refuse(received.refused());
        } else if (received.body() != null) {
            accept(received.body());
        }
    }

    private void accept(Body body) {
        Deadline deadline = Context.current().getDeadline();
        if (call.isCancelled() || deadline != null && deadline.isExpired()) {
            // Nobody waits for the answer, and the sender will send it all again.
            body.discard();
            metrics.answered(TRANSPORT, new RefusedException(Reason.CANCELLED, "too late"), nanos());
            return;
        }
        pipeline.accept(body).whenComplete((receipt, failure) -> {
            if (failure == null) {
                answer(receipt);
            } else {
                refuse(refusal(failure));
            }
        });
    }

    private static RefusedException refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RefusedException refused
                ? refused
                : new RefusedException(Reason.INTERNAL, "the collector failed to process the request", cause);
    }

    private void answer(Receipt receipt) {
        metrics.answered(TRANSPORT, receipt, nanos());
        call.sendHeaders(new Metadata());
        call.sendMessage(receipt.toResponse());
        call.close(io.grpc.Status.OK, new Metadata());
    }

    private void refuse(RefusedException refused) {
        metrics.answered(TRANSPORT, refused, nanos());
        close(call, refused);
    }

    static void close(ServerCall<?, ?> call, RefusedException refused) {
        StatusRuntimeException status = GrpcStatus.of(refused);
        Metadata trailers = status.getTrailers();
        call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    /** The sender gave up, or its deadline passed. A request that the pipeline has is finished nevertheless. */
    @Override
    public void onCancel() {
        IncomingBody unfinished = incoming;
        incoming = null;
        if (unfinished != null && unfinished.body() != null) {
            unfinished.body().discard();
            metrics.answered(TRANSPORT, new RefusedException(Reason.CANCELLED, "cancelled"), nanos());
        }
    }

    private long nanos() {
        return System.nanoTime() - begun;
    }
}
