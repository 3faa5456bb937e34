// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import java.util.logging.Level;
import java.util.logging.Logger;
import javax.jms.ConnectionFactory;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** ActiveMQ Artemis. */
final class ArtemisBroker {
    private static final Logger LOGGER = Logger.getLogger("org.apache.activemq");

    private ArtemisBroker() {}

    static ConnectionFactory start() {
        LOGGER.setLevel(Level.SEVERE);
        try {
            Configuration configuration = new ConfigurationImpl()
                    .setPersistenceEnabled(false)
                    .setSecurityEnabled(false)
                    .setJournalDirectory("target/artemis/journal")
                    .setBindingsDirectory("target/artemis/bindings")
                    .setLargeMessagesDirectory("target/artemis/large")
                    .setPagingDirectory("target/artemis/paging")
                    .addAcceptorConfiguration("in-vm", "vm://0");
            new EmbeddedActiveMQ().setConfiguration(configuration).start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new ActiveMQConnectionFactory("vm://0");
    }
}
