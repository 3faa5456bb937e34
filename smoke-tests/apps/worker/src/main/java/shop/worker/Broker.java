// SPDX-License-Identifier: Apache-2.0
package shop.worker;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;

/** ActiveMQ within the worker, and the consumer of the queue {@code orders}, which writes a receipt for each. */
final class Broker implements MessageListener {
    private final PriceTable prices;
    private final BrokerService broker = new BrokerService();

    private Broker(PriceTable prices) {
        this.prices = prices;
    }

    /** Starts the broker on a free port of loopback, with its messages in memory. */
    static Broker start(PriceTable prices) throws Exception {
        Broker broker = new Broker(prices);
        broker.broker.setPersistent(false);
        broker.broker.setUseJmx(false);
        broker.broker.setUseShutdownHook(false);
        broker.broker.addConnector("tcp://127.0.0.1:0");
        broker.broker.start();
        Connection connection = new ActiveMQConnectionFactory(broker.address()).createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        session.createConsumer(session.createQueue("orders")).setMessageListener(broker);
        connection.start();
        return broker;
    }

    /** Returns the address for clients, such as {@code tcp://127.0.0.1:41234}. */
    String address() throws Exception {
        return broker.getTransportConnectors().get(0).getPublishableConnectString();
    }

    @Override
    public void onMessage(Message message) {
        try {
            prices.insertReceipt(Integer.parseInt(((TextMessage) message).getText()));
        } catch (JMSException e) {
            throw new IllegalStateException("cannot read an order", e);
        }
    }
}
