// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dapper.bootstrap.AdviceErrors;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.messaging.MessageCalls;
import org.jspecify.annotations.Nullable;

/** The messages that channels publish, on the thread that publishes them. */
public final class Publications {
    private static final int INSTRUMENTATION = AdviceErrors.number(RabbitGetter.NAME);

    private Publications() {}

    /** Returns null if there is nothing to do at the end. */
    public static @Nullable Call start(
            Channel channel,
            @Nullable String exchange,
            @Nullable String routingKey,
            AMQP.@Nullable BasicProperties properties) {
        RabbitMessage message = RabbitMessage.sent(channel, exchange, routingKey, properties);
        return RabbitGetter.CALLS.enterSend(message, message);
    }

    /**
     * Returns the properties to send: a copy with the trace headers. Properties of a class that the application wrote
     * stay as they are. The call has started, so nothing may be thrown here.
     */
    public static AMQP.@Nullable BasicProperties withContext(
            @Nullable Call call, AMQP.@Nullable BasicProperties properties) {
        if (properties != null && properties.getClass() != AMQP.BasicProperties.class) {
            return properties;
        }
        try {
            HeadersToSend headers = new HeadersToSend(properties);
            MessageCalls.inject(call, HeadersToSend.SETTER, headers);
            return headers.toProperties();
        } catch (Throwable e) {
            AdviceErrors.caught(e, INSTRUMENTATION);
            return properties;
        }
    }

    public static void end(Call call, @Nullable Throwable thrown) {
        RabbitGetter.CALLS.end(call, null, thrown);
    }
}
