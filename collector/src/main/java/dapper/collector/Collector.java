// SPDX-License-Identifier: Apache-2.0
package dapper.collector;

import dapper.collector.agents.AgentReports;
import dapper.collector.agents.MetricsIntake;
import dapper.collector.calls.CallsIntake;
import dapper.collector.grpc.GrpcReceiver;
import dapper.collector.http.HttpReceiver;
import dapper.collector.pipeline.Admission;
import dapper.collector.pipeline.BodyReader;
import dapper.collector.pipeline.CollectorMetrics;
import dapper.collector.pipeline.Intakes;
import dapper.collector.pipeline.Pipeline;
import dapper.collector.sampling.ConsistentSampler;
import dapper.collector.strategies.Strategies;
import dapper.collector.strategies.StrategyException;
import dapper.otlp.decode.OtlpDecoder;
import dapper.server.ServerProcess;
import dapper.server.StartException;
import dapper.server.settings.InvalidSettingException;
import dapper.storage.SpanWriter;
import dapper.storage.Tenant;
import dapper.storage.calls.CallWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running collector: two receivers on one pipeline. */
public final class Collector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private final CollectorConfig config;
    private final AtomicBoolean ready = new AtomicBoolean();
    private final GrpcReceiver grpc;
    private final HttpReceiver http;

    private Collector(
            CollectorConfig config,
            ServerProcess process,
            Function<Tenant, SpanWriter> storage,
            Function<Tenant, CallWriter> callStorage) {
        this.config = config;
        Admission admission = new Admission(config.maxInFlightBytes());
        BodyReader reader = new BodyReader(config.maxRequestBytes());
        CollectorMetrics metrics = new CollectorMetrics(admission, process.metrics());
        Pipeline pipeline = Pipeline.create(
                new OtlpDecoder(config.limits()),
                new ConsistentSampler(config.samplingCoefficient()),
                storage,
                config.writeTimeout(),
                metrics);
        Strategies strategies = strategies(config);
        AgentReports agents = new AgentReports(InstantSource.system());
        CallsIntake calls = new CallsIntake(callStorage, config.writeTimeout(), process.metrics());
        MetricsIntake agentMetrics = new MetricsIntake(agents, calls, process.metrics());
        Intakes intakes = new Intakes(pipeline, agentMetrics, admission, reader);
        this.grpc = startGrpc(process, intakes, strategies);
        this.http = startHttp(process, intakes, agents, strategies);
    }

    /**
     * Starts listening.
     *
     * @param process owned by the caller, as the storage
     * @param storage the writer of a tenant's spans; closed by the caller after the collector
     * @param callStorage the writer of a tenant's counted calls
     * @throws StartException if the strategies file is invalid or a port cannot be opened; nothing is left
     *     running then
     */
    public static Collector start(
            CollectorConfig config,
            ServerProcess process,
            Function<Tenant, SpanWriter> storage,
            Function<Tenant, CallWriter> callStorage) {
        Collector collector = new Collector(config, process, storage, callStorage);
        collector.ready.set(true);
        LOG.info("OTLP/gRPC on {}", config.grpc().address().withPort(collector.grpcPort()));
        LOG.info(
                "OTLP/HTTP on {}://{}/v1/traces",
                process.scheme(),
                config.http().address().withPort(collector.httpPort()));
        return collector;
    }

    private static Strategies strategies(CollectorConfig config) {
        try {
            return Strategies.load(config.strategies(), config.samplingCoefficient(), InstantSource.system());
        } catch (StrategyException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private GrpcReceiver startGrpc(ServerProcess process, Intakes intakes, Strategies strategies) {
        try {
            return GrpcReceiver.start(config.grpc(), process, intakes, strategies);
        } catch (StartException | InvalidSettingException e) {
            throw e;
        } catch (Exception e) {
            throw config.grpc().address().explain(e);
        }
    }

    private HttpReceiver startHttp(ServerProcess process, Intakes intakes, AgentReports agents, Strategies strategies) {
        try {
            return HttpReceiver.start(config.http(), process, intakes, agents, strategies, this::outage);
        } catch (StartException | InvalidSettingException e) {
            stopGrpc(Duration.ZERO);
            throw e;
        } catch (Exception e) {
            stopGrpc(Duration.ZERO);
            throw config.http().address().explain(e);
        }
    }

    private @Nullable String outage() {
        return ready.get() ? null : "starting or stopping";
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
