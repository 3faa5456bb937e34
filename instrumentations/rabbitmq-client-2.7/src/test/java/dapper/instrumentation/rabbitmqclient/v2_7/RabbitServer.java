// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.rabbitmqclient.v2_7;

import com.rabbitmq.client.ConnectionFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** RabbitMQ in a container. */
final class RabbitServer extends GenericContainer<RabbitServer> {
    private static final int PORT = 5_672;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    RabbitServer() {
        super("rabbitmq:3.10");
        withExposedPorts(PORT);
        waitingFor(Wait.forLogMessage(".*Server startup complete.*", 1));
    }

    int port() {
        return getMappedPort(PORT);
    }

    ConnectionFactory factory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(getHost());
        factory.setPort(port());
        return factory;
    }

    /** A name that no other test uses. */
    static String newName() {
        return "orders" + NUMBERS.incrementAndGet();
    }
}
