// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.rpc;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.CallKind;
import dapper.bootstrap.http.Authority;
import dapper.bootstrap.propagation.Propagation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The remote procedure calls of a library, on one side: made by this process, or served by it. They may end on any
 * thread.
 *
 * <p>A call is described only if it is recorded; of others only the method, the trace headers and, if the end of the
 * call is observed, the server are read. Nothing here
 * throws: parts of a call run where no advice is around it, so an exception of the getter goes to {@link AdviceErrors},
 * and the call goes on.
 */
public final class RpcCalls<Q> {
    /** The number of attributes that a call usually gets. */
    private static final int USUAL_ATTRIBUTES = 8;

    private final RpcGetter<Q> getter;
    private final String system;
    private final int instrumentation;

    /**
     * @param instrumentation its name
     * @param system a value of {@code rpc.system.name}
     */
    public RpcCalls(String instrumentation, String system, RpcGetter<Q> getter) {
        this.instrumentation = AdviceErrors.number(instrumentation);
        this.system = system;
        this.getter = getter;
    }

    /**
     * Starts a call that this process makes. The thread's context stays. Writes no header: {@link Call#inject} does.
     *
     * @param call a new object
     * @return false if there is nothing to do, now or at the end
     */
    public boolean start(Call call, Q request) {
        try {
            String method = getter.method(request);
            String name = getter.spanName(request, method);
            if (!call.begin(CallKind.RPC_CLIENT, name, name)) {
                return false;
            }
            describe(call, method, request);
            return true;
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
            return false;
        }
    }

    /**
     * Starts a call that this process serves. The thread's context stays: {@link Call#enterOwn} changes it.
     *
     * @param call a new object
     * @return false if the agent records nothing
     */
    public <H> boolean serve(Call call, Q request, HeaderGetter<H> getter, H headers) {
        try {
            String method = this.getter.method(request);
            if (!call.beginServed(CallKind.RPC_SERVER, Propagation.extract(getter, headers), method)) {
                return false;
            }
            describe(call, method, request);
            return true;
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
            return false;
        }
    }

    private void describe(Call call, String method, Q request) {
        call.target(system, null, null, 0);
        Span span = call.span();
        if (span != null) {
            span.reserve(USUAL_ATTRIBUTES);
            span.set(RpcAttributes.SYSTEM, system);
            span.set(RpcAttributes.METHOD, method);
        } else if (call.kind() == CallKind.RPC_SERVER || !call.isObserved()) {
            return;
        }
        try {
            getter.describe(call, request);
        } catch (Throwable e) {
            // The call has started: it must be ended.
            AdviceErrors.caught(e, instrumentation);
        }
    }

    /**
     * Names the server of a call. To metrics, that of a served call is no news, and any client may name another.
     *
     * @param authority {@code host:port} or {@code host}; null, or anything else, adds nothing
     */
    public static void server(Call call, @Nullable String authority) {
        Authority server = Authority.parse(authority);
        if (server == null) {
            return;
        }
        if (call.kind() == CallKind.RPC_CLIENT) {
            call.server(server.host, server.port);
        }
        Span span = call.span();
        if (span != null) {
            span.set(RpcAttributes.SERVER_ADDRESS, server.host);
            if (server.port > 0) {
                span.set(RpcAttributes.SERVER_PORT, server.port);
            }
        }
    }

    /** Sets the other end of a recorded call's connection; null, or an address without a port, adds nothing. */
    public static void peer(Call call, @Nullable SocketAddress peer) {
        Span span = call.span();
        if (span != null && peer instanceof InetSocketAddress) {
            InetAddress address = ((InetSocketAddress) peer).getAddress();
            if (address != null) {
                span.set(RpcAttributes.PEER_ADDRESS, address.getHostAddress());
                span.set(RpcAttributes.PEER_PORT, ((InetSocketAddress) peer).getPort());
            }
        }
    }

    /**
     * Ends a call; only the first of several ends counts.
     *
     * @param status name of the status, {@code DEADLINE_EXCEEDED}; null if the protocol has none for this end
     * @param failed true if the conventions count the status as an error on this side
     * @param description of the status, null for none
     * @param cause exception of this process that led to the status, null for none
     */
    public void end(
            Call call,
            @Nullable String status,
            boolean failed,
            @Nullable String description,
            @Nullable Throwable cause) {
        String error = !failed
                ? null
                : status == null && cause != null ? cause.getClass().getName() : status;
        try {
            call.statusName(status);
            Span span = call.span();
            if (span != null) {
                span.set(RpcAttributes.STATUS, status);
                if (error != null) {
                    span.error(error, description);
                    if (cause != null) {
                        span.error(cause);
                    }
                }
            }
        } catch (Throwable e) {
            AdviceErrors.caught(e, instrumentation);
        } finally {
            call.end(0, error);
        }
    }
}
