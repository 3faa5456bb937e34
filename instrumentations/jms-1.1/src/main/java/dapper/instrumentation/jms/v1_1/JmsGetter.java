// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import static dapper.bootstrap.messaging.MessageAttributes.CONVERSATION_ID;
import static dapper.bootstrap.messaging.MessageAttributes.DESTINATION_ANONYMOUS;
import static dapper.bootstrap.messaging.MessageAttributes.DESTINATION_NAME;
import static dapper.bootstrap.messaging.MessageAttributes.DESTINATION_TEMPORARY;
import static dapper.bootstrap.messaging.MessageAttributes.MESSAGE_ID;

import dapper.bootstrap.HeaderGetter;
import dapper.bootstrap.call.Call;
import dapper.bootstrap.messaging.MessageCalls;
import dapper.bootstrap.messaging.MessageGetter;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import javax.jms.JMSException;
import javax.jms.Message;
import org.jspecify.annotations.Nullable;

/** Reads messages. What a provider refuses to give is left out. */
final class JmsGetter implements MessageGetter<JmsMessage, JmsMessage, Message>, HeaderGetter<JmsMessage> {
    private static final JmsGetter GETTER = new JmsGetter();
    static final MessageCalls<JmsMessage, JmsMessage, Message> CALLS = new MessageCalls<>("jms-1.1", GETTER, GETTER);

    /** A longer property is not one that carries a context. */
    private static final int MAX_LENGTH = 8_192;

    private JmsGetter() {}

    @Override
    public String system() {
        return "jms";
    }

    @Override
    public @Nullable String destination(JmsMessage message) {
        return message.isAnonymous() ? null : message.destinationName();
    }

    @Override
    public void describe(Call call, JmsMessage message, JmsMessage same) {
        if (message.isAnonymous()) {
            MessageCalls.set(call, DESTINATION_NAME, message.destinationName());
            MessageCalls.set(call, message.isTemporary() ? DESTINATION_TEMPORARY : DESTINATION_ANONYMOUS, true);
        }
        try {
            MessageCalls.set(call, MESSAGE_ID, message.id());
            MessageCalls.set(call, CONVERSATION_ID, message.correlationId());
        } catch (JMSException e) {
            // The span does without.
        }
    }

    /** The interfaces do not name the server. */
    @Override
    public void describeClient(Call call, JmsMessage message) {}

    @Override
    public void describeEnd(Call call, Message sent) {
        try {
            MessageCalls.set(call, MESSAGE_ID, sent.getJMSMessageID());
        } catch (JMSException e) {
            // The span does without.
        }
    }

    @Override
    public @Nullable String header(JmsMessage message, String name) {
        try {
            String value = message.message().getStringProperty(PropertyNames.property(name));
            return value == null || value.isEmpty() || value.length() > MAX_LENGTH ? null : value;
        } catch (JMSException e) {
            return null;
        }
    }

    @Override
    public @Nullable String first(JmsMessage message, String name) {
        return header(message, name);
    }

    @Override
    public Iterable<String> names(JmsMessage message) {
        List<String> names = new ArrayList<>();
        try {
            Enumeration<?> properties = message.message().getPropertyNames();
            while (properties.hasMoreElements()) {
                names.add(PropertyNames.header((String) properties.nextElement()));
            }
        } catch (JMSException e) {
            return names;
        }
        return names;
    }
}
