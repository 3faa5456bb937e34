// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import dapper.bootstrap.TraceContext;
import net.bytebuddy.asm.Advice;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.jspecify.annotations.Nullable;

/** Woven into the filter through which every provider gets its calls. */
final class ServeAdvice {
    private ServeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ServedCall enter(
            @Advice.Argument(0) Invoker<?> invoker,
            @Advice.Argument(1) Invocation invocation,
            @Advice.Local("before") @Nullable TraceContext before) {
        ServedCall call = ServedCall.start(invoker, invocation);
        if (call != null) {
            before = call.enterOwn();
        }
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable ServedCall call,
            @Advice.Local("before") @Nullable TraceContext before,
            @Advice.Return @Nullable Result result,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            call.leaveOwn(before);
            call.returned(result, thrown);
        }
    }
}
