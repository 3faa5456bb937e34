// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/** Ends the call when the application closes it. */
final class CallingServerCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final ServedCall call;

    CallingServerCall(ServerCall<Q, R> delegate, ServedCall call) {
        super(delegate);
        this.call = call;
    }

    @Override
    public void close(Status status, Metadata trailers) {
        call.end(status);
        super.close(status, trailers);
    }
}
