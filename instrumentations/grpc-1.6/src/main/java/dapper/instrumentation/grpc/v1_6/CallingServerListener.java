// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import dapper.bootstrap.TraceContext;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;

/**
 * Calls the application's listener in the context of the call. An exception of it closes the call; a call that the
 * client has given up ends here.
 */
final class CallingServerListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServedCall call;

    CallingServerListener(ServerCall.Listener<Q> delegate, ServedCall call) {
        super(delegate);
        this.call = call;
    }

    @Override
    public void onMessage(Q message) {
        TraceContext before = call.enterOwn();
        try {
            super.onMessage(message);
        } catch (RuntimeException | Error e) {
            call.fail(e);
            throw e;
        } finally {
            call.leaveOwn(before);
        }
    }

    @Override
    public void onHalfClose() {
        TraceContext before = call.enterOwn();
        try {
            super.onHalfClose();
        } catch (RuntimeException | Error e) {
            call.fail(e);
            throw e;
        } finally {
            call.leaveOwn(before);
        }
    }

    @Override
    public void onReady() {
        TraceContext before = call.enterOwn();
        try {
            super.onReady();
        } catch (RuntimeException | Error e) {
            call.fail(e);
            throw e;
        } finally {
            call.leaveOwn(before);
        }
    }

    @Override
    public void onCancel() {
        call.cancelled();
        TraceContext before = call.enterOwn();
        try {
            super.onCancel();
        } finally {
            call.leaveOwn(before);
        }
    }

    @Override
    public void onComplete() {
        TraceContext before = call.enterOwn();
        try {
            super.onComplete();
        } finally {
            call.leaveOwn(before);
        }
    }
}
