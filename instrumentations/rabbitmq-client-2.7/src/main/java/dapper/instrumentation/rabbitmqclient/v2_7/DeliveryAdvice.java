// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;
import dapper.bootstrap.call.ProcessCall;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into consumers. */
final class DeliveryAdvice {
    private DeliveryAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable ProcessCall enter(
            @Advice.Argument(1) @Nullable Envelope envelope,
            @Advice.Argument(2) AMQP.@Nullable BasicProperties properties) {
        return Deliveries.startProcess(envelope, properties);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter @Nullable ProcessCall call, @Advice.Thrown @Nullable Throwable thrown) {
        if (call != null) {
            Deliveries.endProcess(call, thrown);
        }
    }
}
