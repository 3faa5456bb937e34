// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.export;

import dapper.bootstrap.Span;
import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.config.OtlpConfig;
import dapper.javaagent.resource.Resource;

/** Exports spans as OTLP over gRPC or HTTP. The connection is made with the first batch. */
public final class OtlpExporter implements SpanExporter {
    private final OtlpBatch batch;
    private final Sender sender;

    public OtlpExporter(OtlpConfig config, Resource resource) {
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
        return sender.send(batch);
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
