// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import dapper.bootstrap.call.Call;
import javax.jms.Destination;
import javax.jms.JMSProducer;
import javax.jms.Message;
import javax.jms.MessageProducer;
import org.jspecify.annotations.Nullable;

/** The messages that producers of the simplified API send. JMS 1.1 has no such producers, so {@link Producers} must not name them. */
public final class SimplifiedProducers {
    private SimplifiedProducers() {}

    /**
     * Returns null if there is nothing to do at the end, as for a message that is sent asynchronously: that ends in the completion
     * listener of the {@link MessageProducer} below.
     */
    public static @Nullable Call start(
            JMSProducer producer, @Nullable Destination destination, @Nullable Message message) {
        return isAsynchronous(producer) ? null : Producers.startTo(destination, message);
    }

    private static boolean isAsynchronous(JMSProducer producer) {
        try {
            return producer.getAsync() != null;
        } catch (RuntimeException e) {
            // The provider has no asynchronous messages.
            return false;
        }
    }
}
