// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import dapper.bootstrap.TraceContext;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Arrays;

/** Begins the {@link ServedCall} before all interceptors of the application, on the thread that will run them. */
public final class CallingInterceptor implements ServerInterceptor {
    private CallingInterceptor() {}

    public static ServerInterceptor[] addedTo(ServerInterceptor[] interceptors) {
        ServerInterceptor[] all = Arrays.copyOf(interceptors, interceptors.length + 1);
        all[interceptors.length] = new CallingInterceptor();
        return all;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> serverCall, Metadata headers, ServerCallHandler<Q, R> next) {
        ServedCall call = ServedCall.start(serverCall, headers);
        if (call == null) {
            return next.startCall(serverCall, headers);
        }
        TraceContext before = call.enterOwn();
        try {
            return new CallingServerListener<>(
                    next.startCall(new CallingServerCall<>(serverCall, call), headers), call);
        } catch (RuntimeException | Error e) {
            call.fail(e);
            throw e;
        } finally {
            call.leaveOwn(before);
        }
    }
}
