// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.nats.v2_10;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/** NATS in a container. */
final class NatsServer extends GenericContainer<NatsServer> {
    private static final int PORT = 4_222;
    private static final String CONFIGURATION = "/nats.conf";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private NatsServer(String configuration) {
        super("nats:2.9");
        withExposedPorts(PORT);
        withCopyToContainer(Transferable.of(configuration), CONFIGURATION);
        withCommand("-c", CONFIGURATION);
        waitingFor(Wait.forLogMessage(".*Server is ready.*", 1));
    }

    static NatsServer withJetStream() {
        return new NatsServer("jetstream {}");
    }

    static NatsServer withoutHeaders() {
        return new NatsServer("no_header_support: true");
    }

    int port() {
        return getMappedPort(PORT);
    }

    private String url() {
        return "nats://" + getHost() + ':' + port();
    }

    Options.Builder options() {
        return new Options.Builder().server(url()).noReconnect();
    }

    Connection connect() throws Exception {
        return Nats.connect(options().connectionName("shop").build());
    }

    /** A name that no other test uses. */
    static String newName() {
        return "orders" + NUMBERS.incrementAndGet();
    }
}
