// SPDX-License-Identifier: Apache-2.0
package dapper.server.grpc;

import dapper.server.auth.Caller;
import dapper.server.auth.Scope;
import dapper.server.auth.Tokens;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Lets a call pass if its token has the scope. The request of another call is not read. */
public final class GrpcGate implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<Caller> CALLER = Context.key("dapper-caller");

    private final Tokens tokens;
    private final Scope scope;

    GrpcGate(Tokens tokens, Scope scope) {
        this.tokens = tokens;
        this.scope = scope;
    }

    /** Returns the caller of the call that this thread works on. */
    public static Caller caller() {
        Caller caller = CALLER.get();
        if (caller == null) {
            throw new IllegalStateException("no call that has passed the gate");
        }
        return caller;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Caller caller = tokens.bearer(headers.get(AUTHORIZATION));
        if (caller == null) {
            return refuse(
                    call,
                    Status.UNAUTHENTICATED.withDescription(
                            "send a valid token: the header \"authorization: Bearer TOKEN\""));
        }
        if (!caller.may(scope)) {
            return refuse(
                    call,
                    Status.PERMISSION_DENIED.withDescription(
                            "the token \"" + caller.name() + "\" lacks the scope " + scope.word()));
        }
        return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
