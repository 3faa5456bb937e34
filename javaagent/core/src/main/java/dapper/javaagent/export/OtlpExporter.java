// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.Span;
import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.resource.Resource;
import org.jspecify.annotations.Nullable;

/** Exports spans as OTLP over gRPC or HTTP. The connection is made with the first batch. */
public final class OtlpExporter implements SpanExporter {
    private final Resource resource;
    private final OtlpBatch batch;
    private final Sender sender;

    /** Made for the first report. */
    private @Nullable MetricsRequest metrics;

    public OtlpExporter(OtlpConfig config, Resource resource) {
        this.resource = resource;
        this.batch = new OtlpBatch(resource, AgentVersion.get());
        this.sender = sender(config);
    }

    private static Sender sender(OtlpConfig config) {
        try {
            return config.isGrpc() ? new GrpcSender(config) : new HttpSender(config);
        } catch (UnusableCertificateException e) {
            return new RefusingSender(String.valueOf(e.getMessage()));
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
        return sender.send(Signal.TRACES, batch);
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
        return sender.send(Signal.METRICS, request);
    }

    @Override
    public void clear() {
        batch.clear();
    }

    @Override
    public void close() {
        sender.close();
    }
}
