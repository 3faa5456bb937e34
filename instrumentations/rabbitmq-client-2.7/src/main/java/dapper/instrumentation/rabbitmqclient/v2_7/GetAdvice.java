// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the method of a channel that asks for one message. */
final class GetAdvice {
    private GetAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
        return System.nanoTime();
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Channel channel,
            @Advice.Enter long startTicks,
            @Advice.Return @Nullable GetResponse response) {
        if (response != null) {
            Deliveries.received(channel, response.getEnvelope(), response.getProps(), startTicks);
        }
    }
}
