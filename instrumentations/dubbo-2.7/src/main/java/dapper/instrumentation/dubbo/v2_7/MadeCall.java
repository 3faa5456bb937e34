// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.rpc.RpcCalls;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.RpcInvocation;
import org.jspecify.annotations.Nullable;

/** An attempt of a call that the application makes: begins on its thread, and ends with the answer of one provider. */
public final class MadeCall extends DubboCall {
    private static final int INSTRUMENTATION = AdviceErrors.number(Methods.INSTRUMENTATION);
    private static final RpcCalls<DubboCall> CALLS =
            new RpcCalls<>(Methods.INSTRUMENTATION, Methods.SYSTEM, new Getter());

    private static final HeaderSetter<RpcInvocation> ATTACHMENTS = new HeaderSetter<RpcInvocation>() {
        @Override
        public void setHeader(RpcInvocation invocation, String name, String value) {
            invocation.setAttachment(name, value);
        }

        @Override
        public void removeHeader(RpcInvocation invocation, String name) {
            invocation.getAttachments().remove(name);
        }
    };

    private MadeCall(Invoker<?> invoker, Invocation invocation) {
        super(invoker, invocation);
    }

    /** Returns null if there is nothing to do. */
    public static @Nullable MadeCall start(Invoker<?> invoker, Invocation invocation) {
        MadeCall call = new MadeCall(invoker, invocation);
        if (!CALLS.start(call, call)) {
            return null;
        }
        if (invocation instanceof RpcInvocation) {
            call.writeHeaders((RpcInvocation) invocation);
        }
        return call;
    }

    /** The call has started: it must be ended. */
    private void writeHeaders(RpcInvocation to) {
        try {
            inject(ATTACHMENTS, to);
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
        }
    }

    @Override
    RpcCalls<?> calls() {
        return CALLS;
    }
}
