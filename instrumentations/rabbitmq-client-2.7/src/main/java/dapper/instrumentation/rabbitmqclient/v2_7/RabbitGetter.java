// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import static dapper.bootstrap.messaging.MessageAttributes.CONVERSATION_ID;
import static dapper.bootstrap.messaging.MessageAttributes.DESTINATION_ANONYMOUS;
import static dapper.bootstrap.messaging.MessageAttributes.DESTINATION_NAME;
import static dapper.bootstrap.messaging.MessageAttributes.MESSAGE_ID;
import static dapper.bootstrap.messaging.MessageAttributes.RABBITMQ_DELIVERY_TAG;
import static dapper.bootstrap.messaging.MessageAttributes.RABBITMQ_ROUTING_KEY;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.LongString;
import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.messaging.MessageCalls;
import dapper.bootstrap.messaging.MessageGetter;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads messages. */
final class RabbitGetter implements MessageGetter<RabbitMessage, RabbitMessage, Void>, HeaderGetter<RabbitMessage> {
    static final String NAME = "rabbitmq-client-2.7";

    private static final RabbitGetter GETTER = new RabbitGetter();
    static final MessageCalls<RabbitMessage, RabbitMessage, Void> CALLS = new MessageCalls<>(NAME, GETTER, GETTER);

    /** A longer header is not one that carries a context. */
    private static final int MAX_LENGTH = 8_192;

    private RabbitGetter() {}

    @Override
    public String system() {
        return "rabbitmq";
    }

    @Override
    public @Nullable String destination(RabbitMessage message) {
        return message.lastingDestination();
    }

    @Override
    public void describe(Call call, RabbitMessage message, RabbitMessage same) {
        if (message.isAnonymous()) {
            MessageCalls.set(call, DESTINATION_NAME, message.destination());
            MessageCalls.set(call, DESTINATION_ANONYMOUS, true);
        }
        String routingKey = message.routingKey;
        MessageCalls.set(call, RABBITMQ_ROUTING_KEY, routingKey == null || routingKey.isEmpty() ? null : routingKey);
        if (message.deliveryTag != RabbitMessage.NOT_DELIVERED) {
            MessageCalls.set(call, RABBITMQ_DELIVERY_TAG, message.deliveryTag);
        }
        MessageCalls.set(call, MESSAGE_ID, message.id);
        MessageCalls.set(call, CONVERSATION_ID, message.correlationId);
        describeClient(call, message);
    }

    @Override
    public void describeClient(Call call, RabbitMessage message) {
        if (message.channel == null) {
            return;
        }
        Connection connection = message.channel.getConnection();
        InetAddress address = connection.getAddress();
        if (address != null) {
            MessageCalls.server(call, host(address), connection.getPort());
        }
    }

    /** The name that the client connected to, or the address: {@link InetAddress#getHostName} might ask a name server. */
    private static String host(InetAddress address) {
        String nameAndAddress = address.toString();
        int slash = nameAndAddress.indexOf('/');
        return slash > 0 ? nameAndAddress.substring(0, slash) : address.getHostAddress();
    }

    @Override
    public void describeEnd(Call call, Void confirmation) {}

    @Override
    public @Nullable String header(RabbitMessage message, String name) {
        for (Map.Entry<String, Object> header : message.headers.entrySet()) {
            if (name.equalsIgnoreCase(header.getKey())) {
                return text(header.getValue());
            }
        }
        return null;
    }

    /** The client reads texts as {@link LongString}; Spring makes strings of them. */
    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof LongString && ((LongString) value).length() <= MAX_LENGTH) {
            return value.toString();
        }
        return value instanceof String && ((String) value).length() <= MAX_LENGTH ? (String) value : null;
    }

    @Override
    public @Nullable String first(RabbitMessage message, String name) {
        return header(message, name);
    }

    @Override
    public Iterable<String> names(RabbitMessage message) {
        return message.headers.keySet();
    }
}
