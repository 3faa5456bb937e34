// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import javax.jms.ConnectionFactory;
import javax.jms.JMSException;
import org.apache.activemq.ActiveMQConnectionFactory;

/** ActiveMQ Classic. */
final class ClassicBroker {
    private ClassicBroker() {}

    static ConnectionFactory start() {
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory("vm://localhost?broker.persistent=false&broker.useJmx=false");
        try {
            factory.createConnection(); // The broker lives as long as its connections.
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
        return factory;
    }
}
