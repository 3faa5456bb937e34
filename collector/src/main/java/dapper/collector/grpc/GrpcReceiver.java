// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import dapper.collector.pipeline.Intakes;
import dapper.collector.strategies.Strategies;
import dapper.server.Listener;
import dapper.server.ServerProcess;
import dapper.server.auth.Scope;
import dapper.server.grpc.GrpcDoor;
import io.grpc.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OTLP/gRPC server.
 *
 * <p>Netty's threads read sockets; requests are decoded on as many threads as there are processors. The requests
 * waiting for such a thread are bounded by the calls that connections may have open, and a call whose message has not
 * been requested holds no more than its flow control window.
 */
public final class GrpcReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcReceiver.class);
    private static final int CALLS_PER_CONNECTION = 256;
    private static final int WINDOW_BYTES = 1024 * 1024;

    private final Server server;
    private final int port;
    private final ExecutorService decoders;
    private final ArrivingRequests arriving;
    private final GrpcDoor door;

    private GrpcReceiver(Server server, ExecutorService decoders, ArrivingRequests arriving, GrpcDoor door) {
        this.port = server.getPort();
        this.server = server;
        this.decoders = decoders;
        this.arriving = arriving;
        this.door = door;
    }

    /** @throws IOException if the address cannot be opened */
    public static GrpcReceiver start(Listener listener, ServerProcess process, Intakes intakes, Strategies strategies)
            throws IOException {
        ExecutorService decoders = decoders();
        ArrivingRequests arriving = new ArrivingRequests(intakes.admission(), listener.slow(), decoders);
        GrpcDoor door = new GrpcDoor("collector", listener, process);
        try {
            Server server = door.server(Scope.INGEST)
                    .executor(decoders)
                    .addService(ExportService.traces(intakes, decoders))
                    .addService(ExportService.metrics(intakes, decoders))
                    .addService(SamplingService.define(strategies, decoders))
                    .fallbackHandlerRegistry(new UnknownServices())
                    // One more than our own limit, so that ours applies to decompressed messages.
                    .maxInboundMessageSize(intakes.reader().limit() + 1)
                    .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                    .flowControlWindow(WINDOW_BYTES)
                    .addStreamTracerFactory(arriving)
                    .build()
                    .start();
            return new GrpcReceiver(server, decoders, arriving, door);
        } catch (IOException | RuntimeException e) {
            decoders.shutdown();
            arriving.stop();
            door.stop();
            throw e;
        }
    }

    private static ExecutorService decoders() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()), task -> {
            Thread thread = new Thread(task, "dapper-otlp-grpc-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    public int port() {
        return port;
    }

    /** Accepts no further calls; those in flight continue. */
    public void stopAccepting() {
        server.shutdown();
    }

    /** Waits for the calls in flight, aborts those that last longer, and stops the threads. */
    public void stop(Duration patience) throws InterruptedException {
        try {
            server.shutdown();
            if (!server.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("OTLP/gRPC calls that were not finished after {} ms are given up", patience.toMillis());
                server.shutdownNow();
                server.awaitTermination(1, TimeUnit.SECONDS);
            }
        } finally {
            door.stop();
            arriving.stop();
            decoders.shutdown();
        }
    }
}
