// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import io.grpc.Attributes;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** Begins the {@link MadeCall} when the application starts its call, and decorates the application's listener. */
final class CallingClientCall<Q, R> extends SimpleForwardingClientCall<Q, R> {
    private final MethodDescriptor<?, ?> method;
    private final String target;

    CallingClientCall(ClientCall<Q, R> delegate, MethodDescriptor<?, ?> method, String target) {
        super(delegate);
        this.method = method;
        this.target = target;
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
        MadeCall call = listener == null || headers == null ? null : MadeCall.start(method, target, headers);
        if (call == null) {
            super.start(listener, headers);
            return;
        }
        try {
            super.start(new CallingClientListener<>(listener, call, this), headers);
        } catch (RuntimeException | Error e) {
            call.end(Status.UNKNOWN.withCause(e), null);
            throw e;
        }
    }

    /** Known as soon as the call has a connection. */
    @Nullable
    Attributes attributes() {
        try {
            return getAttributes();
        } catch (RuntimeException e) {
            return null; // there is no connection
        }
    }
}
