// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.messaging.MessageCalls;
import javax.jms.Destination;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageProducer;
import org.jspecify.annotations.Nullable;

/** The messages that producers send, on the thread that sends them. */
public final class Producers {
    private Producers() {}

    /** Returns null if there is nothing to do at the end. */
    public static @Nullable Call start(MessageProducer producer, @Nullable Message message) {
        return startTo(destination(producer), message);
    }

    /** As {@link #start}, with the destination of this message. */
    public static @Nullable Call startTo(@Nullable Destination destination, @Nullable Message message) {
        if (message == null) {
            return null;
        }
        JmsMessage sent = JmsMessage.sent(message, destination);
        Call call = JmsGetter.CALLS.enterSend(sent, sent);
        MessageCalls.inject(call, PropertySetter.PROPERTIES, message);
        return call;
    }

    /** A producer that is closed has none. */
    static @Nullable Destination destination(MessageProducer producer) {
        try {
            return producer.getDestination();
        } catch (JMSException e) {
            return null;
        }
    }

    public static void end(Call call, @Nullable Message message, @Nullable Throwable thrown) {
        JmsGetter.CALLS.end(call, message, thrown);
    }
}
