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

/**
 * Reads one trace, a partition, page by page: however large it is, no more than a page of it is held here.
 *
 * <p>Cells are decoded on the given executor, never on the driver's own threads, which all other requests need.
 */
final class SelectTrace {
    private static final int PAGE = 5_000;

    private record Cell(long spanId, ByteBuffer bytes) {}

    private final Statements statements;
    private final SelectOrigins selectOrigins;
    private final Executor decoding;
    private final PreparedStatement select;

    SelectTrace(Statements statements, SelectOrigins selectOrigins, Executor decoding) {
        this.statements = statements;
        this.selectOrigins = selectOrigins;
        this.decoding = decoding;
        this.select = statements.prepare("SELECT span_id, span FROM ${keyspace}.trace WHERE trace_id = ?");
    }

    /**
     * Hands over each span, in no particular order, one at a time but not always on the same thread.
     *
     * @return completes after the last span; false if there was none
     */
    CompletionStage<Boolean> read(TraceId traceId, Consumer<Span> spans) {
        return statements
                .execute(select.bind(InsertSpans.key(traceId)).setPageSize(PAGE))
                .thenComposeAsync(page -> hand(traceId, page, spans, false), decoding);
    }

    private CompletionStage<Boolean> hand(
            TraceId traceId, AsyncResultSet page, Consumer<Span> spans, boolean anyBefore) {
        List<Cell> cells = new ArrayList<>();
        for (Row row : page.currentPage()) {
            cells.add(new Cell(row.getLong(0), Objects.requireNonNull(row.getByteBuffer(1))));
        }
        boolean any = anyBefore || !cells.isEmpty();
        CompletionStage<Void> handed = decode(traceId, cells, spans);
        return page.hasMorePages()
                ? handed.thenCompose(done -> page.fetchNextPage())
                        .thenComposeAsync(next -> hand(traceId, next, spans, any), decoding)
                : handed.thenApply(done -> any);
    }

    private CompletionStage<Void> decode(TraceId traceId, List<Cell> cells, Consumer<Span> spans) {
        if (cells.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Set<ContentHash> hashes = new HashSet<>();
        cells.forEach(cell -> hashes.addAll(SpanCodec.origins(cell.bytes())));
        return selectOrigins
                .load(hashes)
                .thenAcceptAsync(
                        origins -> cells.forEach(
                                cell -> spans.accept(SpanCodec.decode(traceId, cell.spanId(), cell.bytes(), origins))),
                        decoding);
    }
}
