// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.TraceId;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.codec.EncodedSpan;
import dapper.storage.cassandra.codec.SpanCodec;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.cassandra.write.SharedRows.SharedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Writes spans, one trace per write. A write waits for other spans of its trace ({@link WriteWindow}) and begins when
 * {@link WriteLimit} gives it its turn; those of one trace that wait at the same time are one ({@link MergedWrite}).
 * Never blocks.
 *
 * <p>The cells are written after the rows that they refer to (origins, names), so every span can be read. Meanwhile the spans
 * wait in the {@link BlockWindow} for the index block that makes them searchable. A search that finds a span before its
 * cell is stored reads the trace, and leaves it out.
 */
public final class CassandraSpanWriter implements SpanWriter {
    private final Statements statements;
    private final SharedRows sharedRows;
    private final InsertOrigins insertOrigins;
    private final InsertNames insertNames;
    private final InsertSpans insertSpans;
    private final BlockWindow blocks;
    private final OpenWrites open = new OpenWrites();
    private final WriteWindow window;
    private final WriteLimit limit;
    private final WriteCounts counts;
    private final String tenant;

    /** @param keyspace separates the senders from those of the same name in another keyspace */
    public CassandraSpanWriter(
            Statements statements,
            SharedRows sharedRows,
            WriteWindow window,
            WriteLimit limit,
            BlockWindow blocks,
            WriteCounts counts,
            String keyspace) {
        this.statements = statements;
        this.sharedRows = sharedRows;
        this.insertOrigins = new InsertOrigins(statements);
        this.insertNames = new InsertNames(statements);
        this.insertSpans = new InsertSpans(statements);
        this.blocks = blocks;
        this.window = window;
        this.limit = limit;
        this.counts = counts;
        this.tenant = keyspace + "/";
    }

    @Override
    public CompletionStage<Void> write(TraceId traceId, List<Span> spans) {
        return new RequestWrites(this, open, window, limit.begin(tenant), false).write(traceId, spans);
    }

    @Override
    public boolean isFull(String sender) {
        return limit.isFull(tenant + sender);
    }

    @Override
    public Request begin(String sender) {
        return new RequestWrites(this, open, window, limit.begin(tenant + sender), true);
    }

    /** Returns the writes that have not begun. */
    OpenWrites openWrites() {
        return open;
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
        return new Encoded(encoded, origins, shared);
    }

    /** Makes spans searchable. Fails with the driver's own exceptions. */
    CompletableFuture<Void> index(List<Span> spans) {
        return blocks.add(spans);
    }

    /** Stores parts of one trace together. Fails with the driver's own exceptions. */
    CompletableFuture<Void> store(TraceId traceId, List<Encoded> parts) {
        List<EncodedSpan> spans = all(parts, Encoded::spans);
        List<BatchStatement> batches = insertSpans.batches(traceId, spans);
        return sharedRows
                .ensure(all(parts, Encoded::shared))
                .thenCompose(done -> statements.executeAll(batches))
                .thenRun(() -> counts.spans(spans.size(), batches.size()));
    }

    private static <T> List<T> all(List<Encoded> parts, Function<Encoded, List<T>> some) {
        return parts.size() == 1
                ? some.apply(parts.get(0))
                : parts.stream().map(some).flatMap(List::stream).toList();
    }

    /** @param shared rows that must be stored before the spans */
    record Encoded(List<EncodedSpan> spans, InsertOrigins.OfWrite origins, List<SharedRow> shared) {
        long bytes() {
            return origins.bytes() + spans.stream().mapToLong(EncodedSpan::size).sum();
        }
    }
}
