// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Envelope;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.call.ProcessCall;
import org.jspecify.annotations.Nullable;

/** The messages that the application asks for, and those that its consumers get. */
public final class Deliveries {
    private Deliveries() {}

    /** @param startTicks {@link System#nanoTime()} when the application began to ask */
    public static void received(
            Channel channel, Envelope envelope, AMQP.@Nullable BasicProperties properties, long startTicks) {
        Call call = new Call();
        RabbitMessage message = RabbitMessage.delivered(channel, envelope, properties);
        if (RabbitGetter.CALLS.startReceive(call, message, message, startTicks)) {
            RabbitGetter.CALLS.end(call, null, null);
        }
    }

    /**
     * Returns null if there is nothing to do at the end, as for a consumer that gets the message from another one on
     * the same thread.
     */
    public static @Nullable ProcessCall startProcess(
            @Nullable Envelope envelope, AMQP.@Nullable BasicProperties properties) {
        if (envelope == null || ProcessCall.isProcessing(envelope)) {
            return null;
        }
        ProcessCall call = new ProcessCall(envelope);
        RabbitMessage message = RabbitMessage.delivered(null, envelope, properties);
        return RabbitGetter.CALLS.startProcess(call, message, message) ? call : null;
    }

    public static void endProcess(ProcessCall call, @Nullable Throwable thrown) {
        RabbitGetter.CALLS.end(call, null, thrown);
    }
}
