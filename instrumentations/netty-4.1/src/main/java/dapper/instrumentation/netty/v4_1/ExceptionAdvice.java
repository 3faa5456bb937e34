// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import dapper.bootstrap.call.ServerCall;
import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;

/** Woven into {@code AbstractChannelHandlerContext.invokeExceptionCaught}, which gets the exception of a handler. */
final class ExceptionAdvice {
    private ExceptionAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This ChannelHandlerContext context, @Advice.Argument(0) Throwable thrown) {
        if (ServerCall.isServing()) {
            HandlerFailures.put(context.channel(), thrown);
        }
    }
}
