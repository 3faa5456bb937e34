// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Envelope;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a message that spans need, of the client's types or of Spring's. None is the body. */
final class RabbitMessage {
    /** The delivery tag of a message that is sent. */
    static final long NOT_DELIVERED = -1;

    private static final int UUID_LENGTH = 36;

    final @Nullable Channel channel;
    final @Nullable String exchange;
    final @Nullable String routingKey;
    final long deliveryTag;
    final Map<String, Object> headers;
    final @Nullable String id;
    final @Nullable String correlationId;

    /** @param channel null if it is not known */
    RabbitMessage(
            @Nullable Channel channel,
            @Nullable String exchange,
            @Nullable String routingKey,
            long deliveryTag,
            @Nullable Map<String, Object> headers,
            @Nullable String id,
            @Nullable String correlationId) {
        this.channel = channel;
        this.exchange = exchange;
        this.routingKey = routingKey;
        this.deliveryTag = deliveryTag;
        this.headers = headers == null ? Collections.emptyMap() : headers;
        this.id = id;
        this.correlationId = correlationId;
    }

    static RabbitMessage sent(
            Channel channel,
            @Nullable String exchange,
            @Nullable String routingKey,
            AMQP.@Nullable BasicProperties properties) {
        return of(channel, exchange, routingKey, NOT_DELIVERED, properties);
    }

    static RabbitMessage delivered(
            @Nullable Channel channel, Envelope envelope, AMQP.@Nullable BasicProperties properties) {
        return of(channel, envelope.getExchange(), envelope.getRoutingKey(), envelope.getDeliveryTag(), properties);
    }

    private static RabbitMessage of(
            @Nullable Channel channel,
            @Nullable String exchange,
            @Nullable String routingKey,
            long deliveryTag,
            AMQP.@Nullable BasicProperties properties) {
        if (properties == null || properties.getClass() != AMQP.BasicProperties.class) {
            return new RabbitMessage(channel, exchange, routingKey, deliveryTag, null, null, null);
        }
        return new RabbitMessage(
                channel,
                exchange,
                routingKey,
                deliveryTag,
                properties.getHeaders(),
                properties.getMessageId(),
                properties.getCorrelationId());
    }

    /** The exchange; for the default exchange the routing key, which is the name of a queue. Null for neither. */
    @Nullable
    String destination() {
        if (exchange != null && !exchange.isEmpty()) {
            return exchange;
        }
        return routingKey == null || routingKey.isEmpty() ? null : routingKey;
    }

    /** As the other, but null for a queue whose name was made up. */
    @Nullable
    String lastingDestination() {
        return isAnonymous() ? null : destination();
    }

    /** Returns whether the server, the client or Spring made up the name of the queue. */
    boolean isAnonymous() {
        String key = routingKey;
        return key != null
                && (exchange == null || exchange.isEmpty())
                && (key.startsWith("amq.gen-")
                        || key.startsWith("amq.rabbitmq.reply-to")
                        || key.startsWith("spring.gen-")
                        || isUuid(key));
    }

    private static boolean isUuid(String name) {
        return name.length() == UUID_LENGTH
                && name.charAt(8) == '-'
                && name.charAt(13) == '-'
                && name.charAt(18) == '-'
                && name.charAt(23) == '-';
    }
}
