// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import dapper.bootstrap.TraceContext;
import net.bytebuddy.asm.Advice;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.jspecify.annotations.Nullable;

/** Woven into the step that sends a call to one provider, when the attachments of the call are complete. */
final class MakeAdvice {
    private MakeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable MadeCall enter(
            @Advice.This Invoker<?> invoker,
            @Advice.Argument(0) Invocation invocation,
            @Advice.Local("before") @Nullable TraceContext before) {
        MadeCall call = MadeCall.start(invoker, invocation);
        if (call != null) {
            before = call.enterOwn();
        }
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable MadeCall call,
            @Advice.Local("before") @Nullable TraceContext before,
            @Advice.Return @Nullable Result result,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            call.leaveOwn(before);
            call.sent(result, thrown);
        }
    }
}
