// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.asynchttpclient.v2_0;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import net.bytebuddy.asm.Advice;
import org.asynchttpclient.netty.NettyResponseFuture;
import org.jspecify.annotations.Nullable;

/** Woven into the handler of a response's parts, which calls the application's handler: in the caller's context. */
final class ReadAdvice {
    private ReadAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ClientCall enter(
            @Advice.Argument(1) NettyResponseFuture<?> future, @Advice.Local("before") @Nullable TraceContext before) {
        ClientCall call = ClientCall.of(future);
        if (call != null) {
            before = call.enterCaller();
        }
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable ClientCall call, @Advice.Local("before") @Nullable TraceContext before) {
        if (call != null) {
            Call.leaveCaller(before);
        }
    }
}
