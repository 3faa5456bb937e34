// SPDX-License-Identifier: Apache-2.0
package dapper.server.grpc;

import dapper.server.RequestTrace;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Puts the trace id of a call with a {@code traceparent} into the log lines of each thread that calls its listener. */
final class GrpcTraceIdInLogs implements ServerInterceptor {
    private static final Metadata.Key<String> TRACEPARENT =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String id = RequestTrace.id(headers.get(TRACEPARENT));
        if (id == null) {
            return next.startCall(call, headers);
        }
        RequestTrace trace = RequestTrace.enter(id);
        try {
            return new Traced<>(next.startCall(call, headers), id);
        } finally {
            trace.leave();
        }
    }

    private static final class Traced<Q> extends SimpleForwardingServerCallListener<Q> {
        private final String id;

        Traced(ServerCall.Listener<Q> listener, String id) {
            super(listener);
            this.id = id;
        }

        @Override
        public void onMessage(Q message) {
            RequestTrace.run(id, () -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            RequestTrace.run(id, super::onHalfClose);
        }

        @Override
        public void onCancel() {
            RequestTrace.run(id, super::onCancel);
        }

        @Override
        public void onComplete() {
            RequestTrace.run(id, super::onComplete);
        }

        @Override
        public void onReady() {
            RequestTrace.run(id, super::onReady);
        }
    }
}
