// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.Span;
import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.resource.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Exports spans as OTLP over gRPC or HTTP. What sends them is made with the first batch: gRPC and TLS are more than a
 * thousand classes, which an application that is starting, or ends without a span, should not pay for.
 */
public final class OtlpExporter implements SpanExporter {
    private final OtlpConfig config;
    private final OtlpBatch batch;
    private @Nullable Sender sender;

    public OtlpExporter(OtlpConfig config, Resource resource) {
        this.config = config;
        this.batch = new OtlpBatch(resource, AgentVersion.get());
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
        Sender ready = sender;
        if (ready == null) {
            try {
                ready = sender(config);
            } catch (Throwable e) {
                // Perhaps the heap is full just now, or no thread can be made: the next attempt tries again.
                return ExportResult.retry(-1, "the exporter cannot start: " + e);
            }
            sender = ready;
        }
        return ready.send(batch);
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
