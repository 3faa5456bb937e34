// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dapper.sampling.testing.ReservedPort;
import dapper.server.ListenAddress;
import dapper.server.tls.ClientCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
    @TempDir
    Path home;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<ReservedPort> ports = new ArrayList<>();
    private HttpServer collector;
    private HttpServer query;
    private volatile int collectorStatus = 200;
    private volatile int queryStatus = 200;

    @BeforeEach
    void start() throws IOException {
        collector = server();
        collector.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(collectorStatus, -1);
            exchange.close();
        });
        query = server();
        query.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(queryStatus, -1);
            exchange.close();
        });
    }

    /** No other process listens there once the server has stopped. */
    private HttpServer server() throws IOException {
        ReservedPort port = new ReservedPort();
        ports.add(port);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()), 0);
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        collector.stop(0);
        query.stop(0);
        ports.forEach(ReservedPort::close);
    }

    @Test
    void isHealthyIfAllServersThatRunAreReady() {
        assertThat(health()).isZero();
        assertThat(printed()).isEqualTo("collector: ready\nquery: ready\n");

        query.stop(0);
        assertThat(health()).isZero();
        assertThat(printed()).startsWith("collector: ready\nquery: does not run (nothing listens on 127.0.0.1:");
    }

    @Test
    void isNotHealthyIfOneIsNotReady() {
        queryStatus = 503;
        assertThat(health()).isEqualTo(1);
        assertThat(printed())
                .isEqualTo("collector: ready\nquery: not ready (127.0.0.1:"
                        + query.getAddress().getPort() + " answers 503)\n");
        assertThat(health("collector")).isZero();
        assertThat(health("query")).isEqualTo(1);
    }

    @Test
    void isNotHealthyIfANamedServerOrAllDoNotRun() {
        query.stop(0);
        assertThat(health("collector", "query")).isEqualTo(1);
        collector.stop(0);
        assertThat(health()).isEqualTo(1);
    }

    @Test
    void asksLoopbackIfTheServerListensOnAllAddresses() {
        collectorStatus = 500;
        assertThat(Health.of(
                        new ListenAddress(
                                "dapper.collector",
                                "0.0.0.0",
                                collector.getAddress().getPort()),
                        false,
                        ClientCertificates.NONE))
                .isEqualTo(new Health(
                        true,
                        false,
                        "not ready (0.0.0.0:" + collector.getAddress().getPort() + " answers 500)"));
    }

    private int health(String... servers) {
        printed.reset();
        Console console = new Console(new PrintStream(printed, true, StandardCharsets.UTF_8), System.err);
        HealthCommand command = new HealthCommand();
        return command.run(new Invocation(
                List.of(servers),
                new SettingSources(
                                Map.of(
                                        "dapper.collector.http.port",
                                        String.valueOf(collector.getAddress().getPort()),
                                        "dapper.query.port",
                                        String.valueOf(query.getAddress().getPort())),
                                Map.of(),
                                Map.of(),
                                Map.of())
                        .settings(command.settings()),
                console,
                new Installation(home)));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
