// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import com.google.protobuf.Message;
import dapper.collector.pipeline.Acknowledgement;
import dapper.collector.pipeline.Body;
import dapper.collector.pipeline.Intake;
import dapper.collector.pipeline.RefusedException;
import dapper.collector.pipeline.RefusedException.Reason;
import dapper.server.grpc.GrpcGate;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One call of Export: waits for the request, passes it on, and answers. gRPC calls it from one thread at a time; the
 * answer is sent by a thread of storage.
 */
final class ExportCall extends ServerCall.Listener<IncomingBody> {
    static final String TRANSPORT = "grpc";

    private final ServerCall<IncomingBody, Message> call;
    private final Intake intake;
    private final long begun = System.nanoTime();
    private final ArrivingRequest arriving;
    private @Nullable IncomingBody incoming;
    private boolean halfClosed;
    private volatile boolean refusedEarly;

    /** @param closing runs what closes a call that was refused while its request arrived */
    ExportCall(ServerCall<IncomingBody, Message> call, Intake intake, ArrivingRequest arriving, Executor closing) {
        this.call = call;
        this.intake = intake;
        this.arriving = arriving;
        arriving.begin(refused -> {
            refusedEarly = true;
            closing.execute(() -> refuse(refused));
        });
    }

    @Override
    public void onMessage(IncomingBody message) {
        incoming = message;
        arriving.read();
    }

    @Override
    public void onHalfClose() {
        IncomingBody received = incoming;
        incoming = null;
        halfClosed = true;
        if (!arriving.arrived()) {
            discard(received);
            cutOff();
        } else if (received == null) {
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
            // No client waits for the answer, and the sender will send everything again.
            body.discard();
            intake.answered(TRANSPORT, new RefusedException(Reason.CANCELLED, "too late"), nanos());
            return;
        }
        intake.accept(GrpcGate.caller().tenant(), body).whenComplete((receipt, failure) -> {
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

    private void answer(Acknowledgement receipt) {
        intake.answered(TRANSPORT, receipt, nanos());
        call.sendHeaders(new Metadata());
        call.sendMessage(receipt.toResponse());
        call.close(io.grpc.Status.OK, new Metadata());
    }

    private void refuse(RefusedException refused) {
        intake.answered(TRANSPORT, refused, nanos());
        close(call, refused);
    }

    static void close(ServerCall<?, ?> call, RefusedException refused) {
        StatusRuntimeException status = GrpcStatus.of(refused);
        Metadata trailers = status.getTrailers();
        call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    /** The sender gave up, or its deadline passed. A request that was passed on is still completed. */
    @Override
    public void onCancel() {
        IncomingBody unfinished = incoming;
        incoming = null;
        discard(unfinished);
        if (!halfClosed) {
            cutOff();
        }
    }

    /** The call is over because we closed it: early, if its request never arrived in full. */
    @Override
    public void onComplete() {
        IncomingBody unfinished = incoming;
        incoming = null;
        discard(unfinished);
    }

    private void cutOff() {
        if (!refusedEarly) {
            intake.answered(TRANSPORT, new RefusedException(Reason.CANCELLED, "cancelled"), nanos());
        }
    }

    private static void discard(@Nullable IncomingBody unfinished) {
        if (unfinished != null && unfinished.body() != null) {
            unfinished.body().discard();
        }
    }

    private long nanos() {
        return System.nanoTime() - begun;
    }
}
