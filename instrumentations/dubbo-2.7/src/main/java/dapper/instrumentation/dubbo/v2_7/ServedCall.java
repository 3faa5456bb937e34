// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.rpc.RpcCalls;
import java.util.ArrayList;
import java.util.Map;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.RpcContext;
import org.jspecify.annotations.Nullable;

/** A call that the application serves: begins on a thread of the library, and ends with the provider's result. */
public final class ServedCall extends DubboCall {
    private static final RpcCalls<DubboCall> CALLS =
            new RpcCalls<>(Methods.INSTRUMENTATION, Methods.SYSTEM, new Getter());

    private static final HeaderGetter<Invocation> ATTACHMENTS = new HeaderGetter<Invocation>() {
        @Override
        public @Nullable String header(Invocation invocation, String name) {
            String value = invocation.getAttachment(name);
            return value == null ? anyCase(invocation, name) : value;
        }

        // Other tracers keep the capital letters that some names have.
        private @Nullable String anyCase(Invocation invocation, String name) {
            for (Map.Entry<String, Object> attachment :
                    invocation.getObjectAttachments().entrySet()) {
                if (name.equalsIgnoreCase(attachment.getKey()) && attachment.getValue() instanceof String) {
                    return (String) attachment.getValue();
                }
            }
            return null;
        }

        @Override
        public @Nullable String first(Invocation invocation, String name) {
            return header(invocation, name);
        }

        @Override
        public Iterable<String> names(Invocation invocation) {
            return new ArrayList<>(invocation.getObjectAttachments().keySet());
        }
    };

    private ServedCall(Invoker<?> invoker, Invocation invocation) {
        super(invoker, invocation);
    }

    /**
     * Returns null if the agent records nothing, or if the request by which the call came is recorded: that of an HTTP
     * server or of gRPC.
     */
    public static @Nullable ServedCall start(Invoker<?> invoker, Invocation invocation) {
        if (Methods.isInternal(invoker) || Methods.hasOtherTransport(invoker) && Call.hasContext()) {
            return null;
        }
        ServedCall call = new ServedCall(invoker, invocation);
        if (!CALLS.serve(call, call, ATTACHMENTS, invocation)) {
            return null;
        }
        RpcCalls.peer(call, RpcContext.getContext().getRemoteAddress());
        return call;
    }

    @Override
    RpcCalls<?> calls() {
        return CALLS;
    }

    @Override
    String success() {
        return "OK";
    }
}
