// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import dapper.storage.cassandra.SharedRows.SharedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Writes the spans of one trace: encoded on the caller's thread, sent without blocking.
 *
 * <p>In this order, each step only after the one before is durable: what the rest refers to (origins, names, partitions of
 * the index), the cells, the index. So whatever can be found can be read.
 */
final class CassandraSpanWriter implements SpanWriter {
    /** A cell above this cannot be one mutation; the receivers' limits are far below. */
    private static final int LARGEST_CELL = 8 << 20;

    private final Statements statements;
    private final SharedRows sharedRows;
    private final InsertOrigins insertOrigins;
    private final InsertNames insertNames;
    private final InsertSpans insertSpans;
    private final InsertSegments insertSegments;
    private final InFlight inFlight;

    CassandraSpanWriter(Statements statements, SharedRows sharedRows, InFlight inFlight) {
        this.statements = statements;
        this.sharedRows = sharedRows;
        this.insertOrigins = new InsertOrigins(statements);
        this.insertNames = new InsertNames(statements);
        this.insertSpans = new InsertSpans(statements);
        this.insertSegments = new InsertSegments(statements);
        this.inFlight = inFlight;
    }

    @Override
    public CompletionStage<Void> write(TraceId traceId, List<Span> spans) {
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("nothing to write for trace " + traceId);
        }
        if (!inFlight.tryEnter()) {
            return refused();
        }
        int claimed = -1;
        try {
            InsertOrigins.OfWrite origins = insertOrigins.new OfWrite();
            List<EncodedSpan> encoded = encode(spans, origins);
            claimed = inFlight.tryClaim(
                    encoded.stream().mapToLong(EncodedSpan::size).sum());
            if (claimed < 0) {
                inFlight.leave(0);
                return refused();
            }
            List<SharedRow> shared = new ArrayList<>(origins.rows());
            shared.addAll(insertNames.rows(spans));
            InsertSegments.OfWrite segments = insertSegments.new OfWrite(traceId, Segments.of(encoded));
            shared.addAll(segments.shared());
            return leaving(claimed, store(traceId, encoded, shared, segments));
        } catch (RuntimeException e) {
            inFlight.leave(claimed);
            return CompletableFuture.failedFuture(Failures.translate(e));
        }
    }

    private static CompletionStage<Void> refused() {
        return CompletableFuture.failedFuture(
                new StorageUnavailableException("Cassandra is busy: too much is being written at once; send it again"));
    }

    private static List<EncodedSpan> encode(List<Span> spans, InsertOrigins.OfWrite origins) {
        List<EncodedSpan> encoded = new ArrayList<>(spans.size());
        for (Span span : spans) {
            ContentHash resource = origins.resource(span.resource());
            EncodedSpan cell =
                    new EncodedSpan(span, resource, SpanCodec.encode(span, resource, origins.scope(span.scope())));
            if (cell.size() > LARGEST_CELL) {
                throw new IllegalArgumentException("span " + span.traceId() + "/" + span.spanId() + " takes "
                        + cell.size() + " bytes, more than the " + LARGEST_CELL + " a cell may have");
            }
            encoded.add(cell);
        }
        return encoded;
    }

    private CompletableFuture<Void> store(
            TraceId traceId, List<EncodedSpan> spans, List<SharedRow> shared, InsertSegments.OfWrite segments) {
        return sharedRows
                .ensure(shared)
                .thenCompose(done -> statements.executeAll(insertSpans.batches(traceId, spans)))
                .thenCompose(done -> statements.executeAll(segments.rows()));
    }

    private CompletionStage<Void> leaving(int claimed, CompletableFuture<Void> stored) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        stored.whenComplete((done, failure) -> {
            inFlight.leave(claimed);
            if (failure == null) {
                result.complete(null);
            } else {
                result.completeExceptionally(Failures.translate(failure));
            }
        });
        return result;
    }
}
