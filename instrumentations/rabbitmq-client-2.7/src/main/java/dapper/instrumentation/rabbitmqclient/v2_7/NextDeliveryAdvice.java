// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import com.rabbitmq.client.QueueingConsumer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Woven into the methods that wait for a message of a queueing consumer. */
final class NextDeliveryAdvice {
    private NextDeliveryAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
        return System.nanoTime();
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This QueueingConsumer consumer,
            @Advice.Enter long startTicks,
            @Advice.Return QueueingConsumer.@Nullable Delivery delivery) {
        if (delivery != null) {
            Deliveries.received(consumer.getChannel(), delivery.getEnvelope(), delivery.getProperties(), startTicks);
        }
    }
}
