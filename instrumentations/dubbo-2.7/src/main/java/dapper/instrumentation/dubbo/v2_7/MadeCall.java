// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.HeaderSetter;
import dapper.bootstrap.rpc.RpcCalls;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.support.RpcUtils;
import org.jspecify.annotations.Nullable;

/** An attempt of a call that the application makes: begins on its thread, and ends with the answer of one provider. */
public final class MadeCall extends DubboCall {
    private static final RpcCalls<DubboCall> CALLS =
            new RpcCalls<>(Methods.INSTRUMENTATION, Methods.SYSTEM, new Getter());

    private static final HeaderSetter<RpcInvocation> ATTACHMENTS = new HeaderSetter<RpcInvocation>() {
        @Override
        public void setHeader(RpcInvocation invocation, String name, String value) {
            invocation.setAttachment(name, value);
        }

        @Override
        public void removeHeader(RpcInvocation invocation, String name) {
            invocation.getObjectAttachments().remove(name);
        }
    };

    /** The call of the running thread that waits for its result, or may wait. */
    private static final ThreadLocal<MadeCall> SENT = new ThreadLocal<>();

    private MadeCall(Invoker<?> invoker, Invocation invocation) {
        super(invoker, invocation);
    }

    /** Returns null if there is nothing to do. */
    public static @Nullable MadeCall start(Invoker<?> invoker, Invocation invocation) {
        if (Methods.isInternal(invoker)) {
            return null;
        }
        MadeCall call = new MadeCall(invoker, invocation);
        if (!CALLS.start(call, call)) {
            return null;
        }
        if (invocation instanceof RpcInvocation) {
            call.writeHeaders((RpcInvocation) invocation);
        }
        return call;
    }

    /** The library has sent the call, or failed to. */
    public void sent(@Nullable Result result, @Nullable Throwable thrown) {
        returned(result, thrown);
        if (result != null && isObserved()) {
            SENT.set(this);
        }
    }

    /**
     * The running thread does not wait any longer.
     *
     * @param thrown null if it has the result, or does not need one
     */
    public static void waited(@Nullable Throwable thrown) {
        MadeCall call = SENT.get();
        if (call != null) {
            SENT.remove();
            if (thrown != null) {
                call.returned(null, thrown);
            }
        }
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

    /** Nobody answers a one-way call. */
    @Override
    @Nullable
    String success() {
        return RpcUtils.isOneway(invoker.getUrl(), invocation) ? null : "OK";
    }
}
