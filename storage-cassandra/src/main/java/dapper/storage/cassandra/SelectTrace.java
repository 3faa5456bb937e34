// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.Span;
import dapper.storage.TraceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one trace, a partition, page by page: however large it is, no more than a page of it is held here.
 *
 * <p>Cells are decoded on the given executor, never on the driver's own threads, which all other requests need.
 */
final class SelectTrace {
    private static final int PAGE = 5_000;

    private record Cell(long spanId, ByteBuffer bytes) {}

    private record Key(long spanId, int content) {}

    private final Statements statements;
    private final SelectOrigins selectOrigins;
    private final Executor decoding;
    private final @Nullable PreparedStatement selectOlder;
    private final PreparedStatement select;

    /** @param olderSpans whether there may be spans in the table of schema 1, which knows one span of an id and kind */
    SelectTrace(Statements statements, SelectOrigins selectOrigins, Executor decoding, boolean olderSpans) {
        this.statements = statements;
        this.selectOrigins = selectOrigins;
        this.decoding = decoding;
        this.selectOlder = olderSpans
                ? statements.prepare("SELECT span_id, span FROM ${keyspace}.trace WHERE trace_id = ?")
                : null;
        this.select = statements.prepare("SELECT span_id, span FROM ${keyspace}.span WHERE trace_id = ?");
    }

    /**
     * Hands over each span, in no particular order, one at a time but not always on the same thread.
     *
     * @return completes after the last span; false if there was none
     */
    CompletionStage<Boolean> read(TraceId traceId, Consumer<Span> spans) {
        Reading reading = new Reading(traceId, spans);
        CompletionStage<Void> older =
                selectOlder == null ? CompletableFuture.completedFuture(null) : reading.table(selectOlder, true);
        return older.thenCompose(done -> reading.table(select, false)).thenApply(done -> reading.any);
    }

    /** One trace on its way, on one thread after the other. */
    private final class Reading {
        private final TraceId traceId;
        private final Snapshots spans;

        /** What the older table had: a span that was sent again after the upgrade is in both. */
        private final Set<Key> older = new HashSet<>();

        private boolean any;

        Reading(TraceId traceId, Consumer<Span> spans) {
            this.traceId = traceId;
            this.spans = new Snapshots(spans);
        }

        CompletionStage<Void> table(PreparedStatement statement, boolean isOlder) {
            return statements
                    .execute(statement.bind(InsertSpans.key(traceId)).setPageSize(PAGE))
                    .thenComposeAsync(page -> hand(page, isOlder), decoding);
        }

        private CompletionStage<Void> hand(AsyncResultSet page, boolean isOlder) {
            List<Cell> cells = new ArrayList<>();
            for (Row row : page.currentPage()) {
                Cell cell = new Cell(row.getLong(0), Objects.requireNonNull(row.getByteBuffer(1)));
                if (isNew(cell, isOlder)) {
                    cells.add(cell);
                }
            }
            any |= !cells.isEmpty();
            CompletionStage<Void> handed = decode(cells);
            return page.hasMorePages()
                    ? handed.thenCompose(done -> page.fetchNextPage())
                            .thenComposeAsync(next -> hand(next, isOlder), decoding)
                    : handed.thenRun(spans::end);
        }

        private boolean isNew(Cell cell, boolean isOlder) {
            if (selectOlder == null) {
                return true;
            }
            Key key = new Key(cell.spanId(), CellHash.inKey(cell.bytes()));
            return isOlder ? older.add(key) : !older.contains(key);
        }

        private CompletionStage<Void> decode(List<Cell> cells) {
            if (cells.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            Set<ContentHash> hashes = new HashSet<>();
            cells.forEach(cell -> hashes.addAll(SpanCodec.origins(cell.bytes())));
            return selectOrigins.load(hashes).thenAcceptAsync(origins -> decode(cells, origins), decoding);
        }

        private void decode(List<Cell> cells, SpanCodec.Origins origins) {
            for (Cell cell : cells) {
                Span span = SpanCodec.decode(traceId, cell.spanId(), cell.bytes(), origins);
                spans.add(span, SpanCodec.resource(cell.bytes()));
            }
        }
    }
}
