// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.RecordedSpans;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server and a channel to it, over a real connection. */
@ExtendWith(AgentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GrpcContract {
    private static final Predicate<Object> LOOPBACK =
            address -> address.equals("127.0.0.1") || address.equals("0:0:0:0:0:0:0:1");

    final Shop shop = new Shop();
    final ExecutorService serverThreads = Executors.newFixedThreadPool(2);
    final ExecutorService clientThreads = Executors.newFixedThreadPool(2);
    Server server;
    ManagedChannel channel;

    @BeforeAll
    void start() throws Exception {
        // Called on the type of the API: that of the transport has changed.
        ServerBuilder<?> builder = NettyServerBuilder.forPort(0);
        server = builder.executor(serverThreads)
                .addService(shop.service())
                .intercept(shop)
                .build()
                .start();
        channel = channelBuilder(server.getPort()).build();
    }

    final ManagedChannelBuilder<?> channelBuilder(int port) {
        ManagedChannelBuilder<?> builder =
                NettyChannelBuilder.forAddress("localhost", port).negotiationType(NegotiationType.PLAINTEXT);
        return builder.executor(clientThreads);
    }

    @AfterAll
    void stop() throws Exception {
        channel.shutdownNow().awaitTermination(60, TimeUnit.SECONDS);
        server.shutdownNow().awaitTermination(60, TimeUnit.SECONDS);
        serverThreads.shutdownNow();
        clientThreads.shutdownNow();
    }

    @AfterEach
    void forget() {
        shop.received.clear();
        shop.hanging.clear();
    }

    static RecordedSpans spans() {
        return AgentExtension.spans();
    }

    final String buy(String request) {
        return buy(channel, request);
    }

    static String buy(ManagedChannel channel, String request) {
        return ClientCalls.blockingUnaryCall(channel.newCall(Shop.BUY, CallOptions.DEFAULT), request);
    }

    /** The only span of this kind. */
    static RecordedSpan only(SpanKind kind, List<RecordedSpan> spans) {
        List<RecordedSpan> found =
                spans.stream().filter(span -> span.kind() == kind).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans of kind " + kind + " in " + spans);
        }
        return found.get(0);
    }

    /** The attributes of a call that reached the server, on the client. */
    final Map<String, Object> clientAttributes(String method, String status) {
        Map<String, Object> attributes = attributes(method, status);
        if (System.getProperty("tested.libraries", "").contains(":1.6.")) {
            // The client does not show its connection.
            attributes.remove("network.peer.address");
            attributes.remove("network.peer.port");
        }
        return attributes;
    }

    /** The same on the server. */
    final Map<String, Object> attributes(String method, String status) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("rpc.system.name", "grpc");
        attributes.put("rpc.method", "shop.Shop/" + method);
        attributes.put("rpc.response.status_code", status);
        attributes.put("server.address", "localhost");
        attributes.put("server.port", server.getPort());
        attributes.put("network.peer.address", LOOPBACK);
        attributes.put("network.peer.port", (Predicate<Object>) port -> ((Long) port) > 0);
        return attributes;
    }
}
