// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.asynchttpclient.v2_0;

import io.netty.channel.Channel;
import net.bytebuddy.asm.Advice;
import org.asynchttpclient.netty.NettyResponseFuture;

/** Woven into the step that writes a request to a connection, once per redirect and retry. */
final class WriteAdvice {
    private WriteAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) NettyResponseFuture<?> future, @Advice.Argument(1) Channel channel) {
        ClientCall.writing(future, channel);
    }
}
