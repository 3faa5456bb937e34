// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;

/** Ends the call with its status, and calls the application's listener in the context of the caller. */
final class CallingClientListener<R> extends SimpleForwardingClientCallListener<R> {
    private final MadeCall call;
    private final CallingClientCall<?, R> clientCall;

    CallingClientListener(ClientCall.Listener<R> delegate, MadeCall call, CallingClientCall<?, R> clientCall) {
        super(delegate);
        this.call = call;
        this.clientCall = clientCall;
    }

    @Override
    public void onHeaders(Metadata headers) {
        TraceContext before = call.enterCaller();
        try {
            super.onHeaders(headers);
        } finally {
            Call.leaveCaller(before);
        }
    }

    @Override
    public void onMessage(R message) {
        TraceContext before = call.enterCaller();
        try {
            super.onMessage(message);
        } finally {
            Call.leaveCaller(before);
        }
    }

    @Override
    public void onReady() {
        TraceContext before = call.enterCaller();
        try {
            super.onReady();
        } finally {
            Call.leaveCaller(before);
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        call.end(status, clientCall.attributes());
        TraceContext before = call.enterCaller();
        try {
            super.onClose(status, trailers);
        } finally {
            Call.leaveCaller(before);
        }
    }
}
