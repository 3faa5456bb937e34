// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.Span;
import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.resource.Resource;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Exports spans as OTLP over gRPC or HTTP. What sends them is made with the first batch: gRPC and TLS are more than a
 * thousand classes, which an application that is starting, or ends without a span, should not pay for.
 */
public final class OtlpExporter implements SpanExporter {
    private final OtlpConfig config;
    private final Resource resource;
    private final ClassLoader grpcLoader;
    private final OtlpBatch batch;
    private @Nullable Sender sender;

    /** Made for the first report. */
    private @Nullable MetricsRequest metrics;

    /** @param grpcLoader sees gRPC and this package */
    public OtlpExporter(OtlpConfig config, Resource resource, ClassLoader grpcLoader) {
        this.config = config;
        this.resource = resource;
        this.grpcLoader = grpcLoader;
        this.batch = new OtlpBatch(resource, AgentVersion.get());
    }

    private Sender newSender() throws Throwable {
        try {
            return config.isGrpc() ? newGrpcSender() : new HttpSender(config);
        } catch (UnusableCertificateException e) {
            return new RefusingSender(String.valueOf(e.getMessage()));
        }
    }

    /** By name, because this class and gRPC have different loaders in the agent's jar. */
    private Sender newGrpcSender() throws Throwable {
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
        return send(Signal.TRACES, batch);
    }

    @Override
    public ExportResult report(MetricsSource source) {
        MetricsRequest request = metrics;
        if (request == null) {
            request = new MetricsRequest(resource, AgentVersion.get());
            metrics = request;
        }
        request.begin();
        source.writeTo(request);
        request.finish();
        return send(Signal.METRICS, request);
    }

    private ExportResult send(Signal signal, OtlpRequest request) {
        Sender ready = sender;
        if (ready == null) {
            try {
                ready = newSender();
            } catch (Throwable e) {
                // Perhaps the heap is full just now, or no thread can be made: the next attempt tries again.
                return ExportResult.retry(-1, "the exporter cannot start: " + e);
            }
            sender = ready;
        }
        return ready.send(signal, request);
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
    }
}
