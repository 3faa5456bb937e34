// SPDX-License-Identifier: Apache-2.0
package dapper.server.grpc;

import dapper.server.Refusals;
import dapper.server.Refusals.Reason;
import dapper.server.auth.Caller;
import dapper.server.auth.Scope;
import dapper.server.auth.Tokens;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Lets a call pass if its token has the scope. The request of another call is not read. */
public final class GrpcGate implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<Caller> CALLER = Context.key("dapper-caller");

    private final Tokens tokens;
    private final Scope scope;
    private final Refusals refusals;

    GrpcGate(Tokens tokens, Scope scope, Refusals refusals) {
        this.tokens = tokens;
        this.scope = scope;
        this.refusals = refusals;
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
                    Reason.UNAUTHENTICATED,
                    Status.UNAUTHENTICATED.withDescription(
                            "send a valid token: the header \"authorization: Bearer TOKEN\""));
        }
        if (!caller.may(scope)) {
            return refuse(
                    call,
                    Reason.FORBIDDEN,
                    Status.PERMISSION_DENIED.withDescription(
                            "the token \"" + caller.name() + "\" lacks the scope " + scope.word()));
        }
        return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
    }

    private <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Reason reason, Status status) {
        refusals.count(reason, address(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)));
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private static String address(@Nullable SocketAddress remote) {
        return remote instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : String.valueOf(remote);
    }
}
