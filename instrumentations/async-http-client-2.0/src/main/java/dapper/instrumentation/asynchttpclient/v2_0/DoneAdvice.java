// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.asynchttpclient.v2_0;

import dapper.bootstrap.TraceContext;
import dapper.bootstrap.call.Call;
import net.bytebuddy.asm.Advice;
import org.asynchttpclient.netty.NettyResponseFuture;
import org.jspecify.annotations.Nullable;

/** Woven into {@code done} and {@code cancel}, which call the application's handler and listeners. */
final class DoneAdvice {
    private DoneAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ClientCall enter(
            @Advice.This NettyResponseFuture<?> future, @Advice.Local("before") @Nullable TraceContext before) {
        ClientCall call = ClientCall.ended(future, null);
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
