// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.asynchttpclient.v2_0;

import io.netty.handler.codec.http.HttpResponse;
import net.bytebuddy.asm.Advice;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.netty.NettyResponseFuture;

/** Woven into the step that decides whether the head of a response is for the application or leads to another request. */
final class ResponseAdvice {
    private ResponseAdvice() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.Argument(1) NettyResponseFuture<?> future,
            @Advice.Argument(3) HttpResponse response,
            @Advice.Argument(4) HttpResponseStatus status,
            @Advice.Return boolean isConsumed) {
        if (!isConsumed) {
            ClientCall.answered(future, status, response);
        }
    }
}
