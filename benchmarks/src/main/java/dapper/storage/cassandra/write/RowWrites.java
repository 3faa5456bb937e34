// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import dapper.storage.Span;
import dapper.storage.TraceId;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.codec.EncodedSpan;
import dapper.storage.cassandra.codec.IndexRows;
import dapper.storage.cassandra.codec.SpanCodec;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.cassandra.write.SharedRows.SharedRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Writes the cells and the index rows of a window as {@link CassandraSpanWriter} does, but each alone, so that a
 * measurement can separate their costs. Used by one thread, which waits until all is durable.
 */
public final class RowWrites {
    /** As the default of {@code dapper.cassandra.max-in-flight}. */
    private static final int IN_FLIGHT = 128;

    /** The cells of one trace. */
    public record Cells(TraceId traceId, List<EncodedSpan> spans) {}

    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private final WriteCounts counts = new WriteCounts();
    private final Statements statements;
    private final SharedRows sharedRows;
    private final InsertOrigins insertOrigins;
    private final InsertNames insertNames;
    private final InsertSpans insertSpans;
    private final InsertIndexRows insertIndexRows;
    private final IndexBatches indexBatches;

    public RowWrites(CqlSession session, String keyspace) {
        this.statements = new Statements(session, keyspace);
        this.sharedRows =
                new SharedRows(statements, new RecentlyWritten(100_000, Duration.ofHours(1)).of(keyspace), counts);
        this.insertOrigins = new InsertOrigins(statements);
        this.insertNames = new InsertNames(statements);
        this.insertSpans = new InsertSpans(statements);
        this.insertIndexRows = new InsertIndexRows(statements);
        this.indexBatches = new IndexBatches(statements::execute, counts);
    }

    public List<WriteCounts.OfTable> counts() {
        return counts.tables();
    }

    /** Encodes and writes the spans of a window, those of one trace together. */
    public List<Cells> cells(List<Span> window) {
        Map<TraceId, List<Span>> traces = new LinkedHashMap<>();
        window.forEach(span ->
                traces.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span));
        List<Cells> cells = new ArrayList<>();
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        traces.forEach((traceId, spans) -> {
            InsertOrigins.OfWrite origins = insertOrigins.new OfWrite();
            List<EncodedSpan> encoded = new ArrayList<>();
            for (Span span : spans) {
                ContentHash resource = origins.resource(span.resource());
                encoded.add(
                        new EncodedSpan(span, resource, SpanCodec.encode(span, resource, origins.scope(span.scope()))));
            }
            cells.add(new Cells(traceId, encoded));
            List<SharedRow> shared = new ArrayList<>(origins.rows());
            shared.addAll(insertNames.rows(spans));
            List<BatchStatement> batches = insertSpans.batches(traceId, encoded);
            free.acquireUninterruptibly();
            writes.add(sharedRows
                    .ensure(shared)
                    .thenCompose(done -> statements.executeAll(batches))
                    .whenComplete((done, failure) -> free.release())
                    .thenRun(() -> counts.spans(encoded.size(), batches.size())));
        });
        join(writes);
        return cells;
    }

    /** Writes the index rows of a window. */
    public void index(List<Cells> window) {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (Cells cells : window) {
            InsertIndexRows.OfWrite index =
                    insertIndexRows.new OfWrite(cells.traceId(), IndexRows.of(new ArrayList<>(cells.spans())));
            writes.add(sharedRows.ensure(index.shared()).thenCompose(done -> indexBatches.store(index.rows())));
        }
        join(writes);
    }

    private static void join(List<CompletableFuture<Void>> writes) {
        CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
    }
}
