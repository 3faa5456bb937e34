// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.codec.EncodedSpan;
import dapper.storage.cassandra.codec.IndexRows;
import dapper.storage.cassandra.codec.SpanCodec;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.cassandra.write.SharedRows.SharedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Writes spans, one trace per write. A write begins when {@link WriteLimit} gives it its turn, and never blocks.
 *
 * <p>Each step begins only after the one before is durable: first the rows that others refer to (origins, names,
 * partitions of the index), then the cells, then the index. So every span that can be found can be read.
 */
public final class CassandraSpanWriter implements SpanWriter {
    private final Statements statements;
    private final SharedRows sharedRows;
    private final InsertOrigins insertOrigins;
    private final InsertNames insertNames;
    private final InsertSpans insertSpans;
    private final InsertIndexRows insertIndexRows;
    private final WriteLimit limit;
    private final String tenant;

    /** @param keyspace separates the senders from those of the same name in another keyspace */
    public CassandraSpanWriter(Statements statements, SharedRows sharedRows, WriteLimit limit, String keyspace) {
        this.statements = statements;
        this.sharedRows = sharedRows;
        this.insertOrigins = new InsertOrigins(statements);
        this.insertNames = new InsertNames(statements);
        this.insertSpans = new InsertSpans(statements);
        this.insertIndexRows = new InsertIndexRows(statements);
        this.limit = limit;
        this.tenant = keyspace + "/";
    }

    @Override
    public CompletionStage<Void> write(TraceId traceId, List<Span> spans) {
        return begin("").write(traceId, spans);
    }

    @Override
    public boolean isFull(String sender) {
        return limit.isFull(tenant + sender);
    }

    @Override
    public Request begin(String sender) {
        WriteLimit.Request request = limit.begin(tenant + sender);
        return new Request() {
            @Override
            public CompletionStage<Void> write(TraceId traceId, List<Span> spans) {
                if (spans.isEmpty()) {
                    throw new IllegalArgumentException("nothing to write for trace " + traceId);
                }
                return request.submit(new TraceWrite(CassandraSpanWriter.this, traceId, spans));
            }

            @Override
            public void giveUp(StorageUnavailableException reason) {
                request.giveUp(reason);
            }
        };
    }

    /** Encodes spans of one trace as the statements that store them. */
    Encoded encode(TraceId traceId, List<Span> spans) {
        InsertOrigins.OfWrite origins = insertOrigins.new OfWrite();
        List<EncodedSpan> encoded = new ArrayList<>(spans.size());
        for (Span span : spans) {
            ContentHash resource = origins.resource(span.resource());
            encoded.add(new EncodedSpan(span, resource, SpanCodec.encode(span, resource, origins.scope(span.scope()))));
        }
        List<SharedRow> shared = new ArrayList<>(origins.rows());
        shared.addAll(insertNames.rows(spans));
        InsertIndexRows.OfWrite index = insertIndexRows.new OfWrite(traceId, IndexRows.of(encoded));
        shared.addAll(index.shared());
        return new Encoded(encoded, origins, shared, index);
    }

    /** Fails with the driver's own exceptions. */
    CompletableFuture<Void> store(TraceId traceId, Encoded encoded) {
        return sharedRows
                .ensure(encoded.shared())
                .thenCompose(done -> statements.executeAll(insertSpans.batches(traceId, encoded.spans())))
                .thenCompose(done -> statements.executeAll(encoded.index().rows()));
    }

    /** @param shared rows that must be stored before the spans */
    record Encoded(
            List<EncodedSpan> spans,
            InsertOrigins.OfWrite origins,
            List<SharedRow> shared,
            InsertIndexRows.OfWrite index) {
        long bytes() {
            return origins.bytes() + spans.stream().mapToLong(EncodedSpan::size).sum();
        }
    }
}
