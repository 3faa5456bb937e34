// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import io.netty.channel.Channel;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Woven into {@code AbstractHttp2StreamChannel.fireChildRead}, which gets the frames of a stream that is a channel. */
final class ChildReadAdvice {
    private ChildReadAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This(typing = Assigner.Typing.DYNAMIC) Channel child) {
        ChildStreams.read(child);
    }
}
