// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.rpc.RpcCalls;
import dapper.bootstrap.rpc.RpcGetter;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A call that the application serves, on several threads one after the other. */
final class ServedCall extends Call {
    private static final RpcCalls<ServerCall<?, ?>> CALLS =
            new RpcCalls<>(Names.INSTRUMENTATION, Names.SYSTEM, new ServerCallGetter());

    private final AtomicBoolean over = new AtomicBoolean();

    private ServedCall() {}

    /** Returns null if the agent records nothing. Never throws. */
    static @Nullable ServedCall start(ServerCall<?, ?> serverCall, Metadata headers) {
        ServedCall call = new ServedCall();
        return CALLS.serve(call, serverCall, MetadataGetter.HEADERS, headers) ? call : null;
    }

    /** The application has closed the call; only the first end counts. */
    void end(Status status) {
        end(status, status.getCause());
    }

    private void end(Status status, @Nullable Throwable cause) {
        if (over.compareAndSet(false, true)) {
            Status.Code code = status.getCode();
            CALLS.end(this, code.name(), isFailure(code), status.getDescription(), cause);
        }
    }

    /** The application has thrown an exception, which gRPC answers with this status. */
    void fail(Throwable thrown) {
        end(Status.UNKNOWN, thrown);
    }

    /** The client has given up or is gone, or the time is over. */
    void cancelled() {
        Deadline deadline = Context.current().getDeadline();
        end(deadline != null && deadline.isExpired() ? Status.DEADLINE_EXCEEDED : Status.CANCELLED, null);
    }

    /** Other statuses are the client's fault, or intended. */
    private static boolean isFailure(Status.Code code) {
        switch (code) {
            case UNKNOWN:
            case DEADLINE_EXCEEDED:
            case UNIMPLEMENTED:
            case INTERNAL:
            case UNAVAILABLE:
            case DATA_LOSS:
                return true;
            default:
                return false;
        }
    }

    private static final class ServerCallGetter implements RpcGetter<ServerCall<?, ?>> {
        @Override
        public String method(ServerCall<?, ?> serverCall) {
            return serverCall.getMethodDescriptor().getFullMethodName();
        }

        @Override
        public void describe(Call call, ServerCall<?, ?> serverCall) {
            RpcCalls.server(call, serverCall.getAuthority());
            RpcCalls.peer(call, serverCall.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        }
    }
}
