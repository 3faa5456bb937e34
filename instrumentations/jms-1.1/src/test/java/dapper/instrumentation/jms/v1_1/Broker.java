// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import java.util.concurrent.atomic.AtomicInteger;
import javax.jms.Connection;
import javax.jms.ConnectionFactory;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageConsumer;
import javax.jms.Session;
import javax.jms.TextMessage;

/** A client of the broker in this JVM, with one session. {@code jms.broker} selects the broker. */
final class Broker implements AutoCloseable {
    static final ConnectionFactory FACTORY = start();

    /** Milliseconds; no test waits that long. */
    static final int LONG = 60_000;

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final Connection connection;
    final Session session;

    Broker() throws JMSException {
        connection = FACTORY.createConnection();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        connection.start();
    }

    private static ConnectionFactory start() {
        return System.getProperty("jms.broker").equals("artemis") ? ArtemisBroker.start() : ClassicBroker.start();
    }

    /** A name that no other test uses. */
    static String newName() {
        return "orders" + NUMBERS.incrementAndGet();
    }

    Message receive(MessageConsumer consumer) throws JMSException {
        return consumer.receive(LONG);
    }

    TextMessage text(String text) throws JMSException {
        return session.createTextMessage(text);
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
