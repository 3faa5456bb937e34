// SPDX-License-Identifier: Apache-2.0
package shop.front;

import jakarta.annotation.PreDestroy;
import jakarta.jms.JMSContext;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Sends each order to the queue {@code orders} of the worker's broker, with {@code --messages}. */
@Component
@ConditionalOnProperty("shop.messages")
class OrderQueue {
    private final JMSContext context;

    OrderQueue(RestClient.Builder builder, Upstreams upstreams) {
        String address = builder.build()
                .get()
                .uri(upstreams.worker().resolve("/broker"))
                .retrieve()
                .body(String.class);
        context = new ActiveMQConnectionFactory(address).createContext();
    }

    /** A JMS session serves one thread at a time. */
    synchronized void send(int cents) {
        context.createProducer().send(context.createQueue("orders"), Integer.toString(cents));
    }

    @PreDestroy
    void close() {
        context.close();
    }
}
