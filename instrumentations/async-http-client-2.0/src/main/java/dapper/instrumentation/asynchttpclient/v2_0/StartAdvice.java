// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.asynchttpclient.v2_0;

import net.bytebuddy.asm.Advice;
import org.asynchttpclient.Request;
import org.asynchttpclient.netty.NettyResponseFuture;

/** Woven into the constructor of the future of a call, on the application's thread. */
final class StartAdvice {
    private StartAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This NettyResponseFuture<?> future, @Advice.Argument(0) Request request) {
        ClientCall.start(future, request);
    }
}
