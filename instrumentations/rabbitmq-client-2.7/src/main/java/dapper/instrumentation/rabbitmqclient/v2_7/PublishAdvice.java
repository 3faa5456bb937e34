// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dapper.bootstrap.call.Call;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Woven into the methods of a channel that publish a message. Each of the others calls one of them. */
final class PublishAdvice {
    private PublishAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Call enter(
            @Advice.This(typing = Assigner.Typing.DYNAMIC) Channel channel,
            @Advice.Argument(0) @Nullable String exchange,
            @Advice.Argument(1) @Nullable String routingKey,
            @Advice.Argument(value = 4, readOnly = false) AMQP.@Nullable BasicProperties properties) {
        Call call = Publications.start(channel, exchange, routingKey, properties);
        properties = Publications.withContext(call, properties);
        return call;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable Call call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            Publications.end(call, thrown);
        }
    }
}
