// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import dapper.collector.agents.AgentReports;
import dapper.collector.agents.MetricsIntake;
import dapper.collector.grpc.GrpcReceiver;
import dapper.collector.http.HttpReceiver;
import dapper.collector.pipeline.Admission;
import dapper.collector.pipeline.BodyReader;
import dapper.collector.pipeline.CollectorMetrics;
import dapper.collector.pipeline.Intake;
import dapper.collector.pipeline.Pipeline;
import dapper.collector.pipeline.SlowSenders;
import dapper.collector.sampling.ConsistentSampler;
import dapper.collector.strategies.Strategies;
import dapper.collector.strategies.StrategyException;
import dapper.otlp.decode.OtlpDecoder;
import dapper.storage.SpanWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running collector: two receivers on one pipeline. */
public final class Collector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private final CollectorConfig config;
    private final AtomicBoolean ready = new AtomicBoolean();
    private final GrpcReceiver grpc;
    private final HttpReceiver http;

    private Collector(CollectorConfig config, SpanWriter storage) {
        this.config = config;
        InetSocketAddress grpcAddress = config.grpc().address();
        InetSocketAddress httpAddress = config.http().address();
        Admission admission = new Admission(config.maxInFlightBytes());
        BodyReader reader = new BodyReader(config.maxRequestBytes());
        CollectorMetrics metrics = new CollectorMetrics(admission);
        Pipeline pipeline = Pipeline.create(
                new OtlpDecoder(config.limits()),
                new ConsistentSampler(config.samplingCoefficient()),
                storage,
                config.writeTimeout(),
                metrics);
        Strategies strategies = strategies(config);
        AgentReports agents = new AgentReports(InstantSource.system());
        Intake agentMetrics = new MetricsIntake(agents, metrics.registry());
        SlowSenders slow = new SlowSenders(config.receiveTimeout());
        this.grpc = startGrpc(grpcAddress, pipeline, agentMetrics, admission, reader, strategies, slow);
        this.http =
                startHttp(httpAddress, pipeline, agentMetrics, agents, admission, reader, strategies, metrics, slow);
    }

    /**
     * Starts listening.
     *
     * @param storage owned by the caller, who closes it after the collector
     * @throws CollectorStartException if the strategies file is invalid or a port cannot be opened; nothing is left
     *     running then
     */
    public static Collector start(CollectorConfig config, SpanWriter storage) {
        Collector collector = new Collector(config, storage);
        collector.ready.set(true);
        LOG.info("OTLP/gRPC on {}", config.grpc().withPort(collector.grpcPort()));
        LOG.info("OTLP/HTTP on http://{}/v1/traces", config.http().withPort(collector.httpPort()));
        return collector;
    }

    private static Strategies strategies(CollectorConfig config) {
        try {
            return Strategies.load(config.strategies(), config.samplingCoefficient(), InstantSource.system());
        } catch (StrategyException e) {
            throw new CollectorStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private GrpcReceiver startGrpc(
            InetSocketAddress address,
            Intake traces,
            Intake agentMetrics,
            Admission admission,
            BodyReader reader,
            Strategies strategies,
            SlowSenders slow) {
        try {
            return GrpcReceiver.start(
                    address, traces, agentMetrics, admission, reader, strategies, slow, config.maxConnections());
        } catch (Exception e) {
            throw config.grpc().explain(e);
        }
    }

    private HttpReceiver startHttp(
            InetSocketAddress address,
            Intake traces,
            Intake agentMetrics,
            AgentReports agents,
            Admission admission,
            BodyReader reader,
            Strategies strategies,
            CollectorMetrics metrics,
            SlowSenders slow) {
        try {
            return HttpReceiver.start(
                    address,
                    traces,
                    agentMetrics,
                    agents,
                    admission,
                    reader,
                    strategies,
                    metrics,
                    slow,
                    config.maxConnections(),
                    ready::get);
        } catch (Exception e) {
            stopGrpc(Duration.ZERO);
            throw config.http().explain(e);
        }
    }

    /** Returns the TCP port of OTLP/gRPC: the configured one, or the one the system chose. */
    public int grpcPort() {
        return grpc.port();
    }

    /** Returns the TCP port of OTLP/HTTP, metrics and health: the configured one, or the one the system chose. */
    public int httpPort() {
        return http.port();
    }

    /** Accepts no new requests, lets requests in flight finish within the stop timeout, and aborts the rest. */
    @Override
    public void close() {
        if (!ready.compareAndSet(true, false)) {
            return;
        }
        grpc.stopAccepting();
        try {
            http.stop(config.stopTimeout());
        } catch (Exception e) {
            LOG.warn("OTLP/HTTP did not stop cleanly", e);
        }
        stopGrpc(config.stopTimeout());
    }

    private void stopGrpc(Duration patience) {
        try {
            grpc.stop(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
