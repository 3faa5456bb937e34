// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import dapper.bootstrap.call.ProcessCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/** The messages that listener containers of Spring pass to their listeners. */
public final class ListenedMessages {
    private ListenedMessages() {}

    /**
     * Returns null if there is nothing to do at the end.
     *
     * @param data a message or a list of messages
     */
    public static @Nullable ProcessCall startProcess(@Nullable Object data) {
        if (data == null || ProcessCall.isProcessing(data)) {
            return null;
        }
        ProcessCall call = new ProcessCall(data);
        if (data instanceof Message) {
            RabbitMessage message = delivered((Message) data);
            return RabbitGetter.CALLS.startProcess(call, message, message) ? call : null;
        }
        List<RabbitMessage> messages = data instanceof List ? delivered((List<?>) data) : new ArrayList<>();
        return !messages.isEmpty() && startProcess(call, messages) ? call : null;
    }

    private static boolean startProcess(ProcessCall call, List<RabbitMessage> messages) {
        RabbitMessage first = messages.get(0);
        return RabbitGetter.CALLS.startProcess(call, destination(messages), messages, messages.size(), first);
    }

    /** Null if the messages have several. */
    private static @Nullable String destination(List<RabbitMessage> messages) {
        String common = messages.get(0).lastingDestination();
        for (RabbitMessage message : messages) {
            if (!Objects.equals(common, message.lastingDestination())) {
                return null;
            }
        }
        return common;
    }

    private static List<RabbitMessage> delivered(List<?> messages) {
        List<RabbitMessage> delivered = new ArrayList<>(messages.size());
        for (Object message : messages) {
            if (message instanceof Message) {
                delivered.add(delivered((Message) message));
            }
        }
        return delivered;
    }

    private static RabbitMessage delivered(Message message) {
        MessageProperties properties = message.getMessageProperties();
        return new RabbitMessage(
                null,
                properties.getReceivedExchange(),
                properties.getReceivedRoutingKey(),
                properties.getDeliveryTag(),
                properties.getHeaders(),
                properties.getMessageId(),
                properties.getCorrelationId());
    }

    public static void endProcess(ProcessCall call, @Nullable Throwable thrown) {
        RabbitGetter.CALLS.end(call, null, thrown == null ? null : ofListener(thrown));
    }

    /** The exception of the listener is the cause of Spring's. The package of that differs between versions. */
    private static Throwable ofListener(Throwable thrown) {
        String name = thrown.getClass().getName();
        boolean isOfSpring = name.startsWith("org.springframework.amqp.rabbit.")
                && name.endsWith(".ListenerExecutionFailedException");
        Throwable cause = isOfSpring ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }
}
