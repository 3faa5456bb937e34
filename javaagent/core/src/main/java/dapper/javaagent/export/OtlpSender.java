// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.Span;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.resource.Resource;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Exports spans as OTLP over gRPC or HTTP. The sender is made with the first batch: gRPC and TLS load more than a
 * thousand classes, a cost that an application should not pay while it starts or if it ends without a span. Metrics use
 * the same connection, unless the operator configured another server for them.
 */
public final class OtlpExporter implements SpanExporter {
    private final AgentConfig settings;
    private final OtlpConfig config;
    private final Resource resource;
    private final ClassLoader grpcLoader;
    private final OtlpBatch batch;
    private @Nullable Sender sender;

    /** Made for the first report, like its sender. */
    private @Nullable MetricsRequest metrics;

    private @Nullable OtlpConfig metricsConfig;
    private @Nullable Sender metricsSender;

    /** @param grpcLoader sees gRPC and this package */
    public OtlpExporter(AgentConfig settings, Resource resource, ClassLoader grpcLoader) {
        this.settings = settings;
        this.config = settings.otlp();
        this.resource = resource;
        this.grpcLoader = grpcLoader;
        this.batch = new OtlpBatch(resource, AgentVersion.get());
    }

    private Sender newSender(OtlpConfig config) throws Throwable {
        try {
            return config.isGrpc() ? newGrpcSender(config) : new HttpSender(config);
        } catch (UnusableCertificateException e) {
            return new RefusingSender(String.valueOf(e.getMessage()));
        }
    }

    /** By name, because this class and gRPC have different loaders in the agent's jar. */
    private Sender newGrpcSender(OtlpConfig config) throws Throwable {
        try {
            return Class.forName("dapper.javaagent.grpc.GrpcSender", true, grpcLoader)
                    .asSubclass(Sender.class)
                    .getConstructor(OtlpConfig.class)
                    .newInstance(config);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public void add(Span span) {
        batch.add(span);
    }

    @Override
    public boolean isFull() {
        return batch.isFull();
    }

    @Override
    public ExportResult send() {
        batch.finish();
        Sender ready;
        try {
            ready = sender();
        } catch (Throwable e) {
            return cannotStart(e);
        }
        return ready.send(Signal.TRACES, batch);
    }

    @Override
    public ExportResult report(MetricsSource source) {
        Sender ready;
        try {
            ready = metricsSender();
        } catch (Throwable e) {
            return cannotStart(e);
        }
        if (ready == null) {
            return ExportResult.unsupported(config.endpoint() + " is for traces only");
        }
        MetricsRequest request = metrics;
        if (request == null) {
            request = new MetricsRequest(resource, AgentVersion.get());
            metrics = request;
        }
        request.begin();
        source.writeTo(request);
        request.finish();
        return ready.send(Signal.METRICS, request);
    }

    @Override
    public boolean reportsElsewhere() {
        return metricsConfig != null && !metricsConfig.endpoint().isSameServer(config.endpoint());
    }

    private Sender sender() throws Throwable {
        Sender ready = sender;
        if (ready == null) {
            ready = newSender(config);
            sender = ready;
        }
        return ready;
    }

    /** Null if metrics are not exported. */
    private @Nullable Sender metricsSender() throws Throwable {
        Sender ready = metricsSender;
        if (ready == null) {
            OtlpConfig target = settings.otlpForMetrics();
            if (target == null) {
                return null;
            }
            metricsConfig = target;
            ready = target.sharesConnection(config) ? beside(sender(), target) : newSender(target);
            metricsSender = ready;
        }
        return ready;
    }

    private static Sender beside(Sender spans, OtlpConfig target) {
        return spans instanceof HttpSender ? ((HttpSender) spans).beside(target) : spans;
    }

    /** The heap may be full right now, or no thread can be started: the next attempt tries again. */
    private static ExportResult cannotStart(Throwable e) {
        return ExportResult.retry(-1, "the exporter cannot start: " + e);
    }

    @Override
    public void clear() {
        batch.clear();
    }

    @Override
    public void close() {
        if (sender != null) {
            sender.close();
        }
        if (metricsSender != null) {
            metricsSender.close();
        }
    }
}
