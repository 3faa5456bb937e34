// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import javax.jms.Destination;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.Queue;
import javax.jms.TemporaryQueue;
import javax.jms.TemporaryTopic;
import javax.jms.Topic;
import org.jspecify.annotations.Nullable;

/** A message with its destination. One that is sent has the destination only after the provider has sent it. */
final class JmsMessage {
    private static final int UUID_LENGTH = 36;

    private final Message message;
    private final @Nullable Destination destination;
    private final boolean sent;

    private JmsMessage(Message message, @Nullable Destination destination, boolean sent) {
        this.message = message;
        this.destination = destination;
        this.sent = sent;
    }

    static JmsMessage sent(Message message, @Nullable Destination destination) {
        return new JmsMessage(message, destination, true);
    }

    static JmsMessage received(Message message) {
        Destination destination;
        try {
            destination = message.getJMSDestination();
        } catch (JMSException e) {
            destination = null;
        }
        return new JmsMessage(message, destination, false);
    }

    Message message() {
        return message;
    }

    /**
     * Returns whether the destination lasts for a short time. A provider may not mark a temporary destination in a
     * message that was received: then only its name shows that it was made up.
     */
    boolean isAnonymous() {
        return isTemporary() || isUuid(destinationName());
    }

    private static boolean isUuid(@Nullable String name) {
        return name != null
                && name.length() == UUID_LENGTH
                && name.charAt(8) == '-'
                && name.charAt(13) == '-'
                && name.charAt(18) == '-'
                && name.charAt(23) == '-';
    }

    boolean isTemporary() {
        return destination instanceof TemporaryQueue || destination instanceof TemporaryTopic;
    }

    /** Null if there is none. A destination of some providers is queue and topic, and has one of the names only. */
    @Nullable
    String destinationName() {
        String name = destination instanceof Queue ? queueName((Queue) destination) : null;
        return name == null && destination instanceof Topic ? topicName((Topic) destination) : name;
    }

    private static @Nullable String queueName(Queue queue) {
        try {
            return queue.getQueueName();
        } catch (JMSException e) {
            return null;
        }
    }

    private static @Nullable String topicName(Topic topic) {
        try {
            return topic.getTopicName();
        } catch (JMSException e) {
            return null;
        }
    }

    /** Null before the provider has sent the message: the identifier would be that of an earlier use. */
    @Nullable
    String id() throws JMSException {
        return sent ? null : message.getJMSMessageID();
    }

    @Nullable
    String correlationId() throws JMSException {
        return message.getJMSCorrelationID();
    }
}
