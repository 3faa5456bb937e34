// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads one trace, a partition, page by page. */
final class SelectTrace {
    private static final Comparator<Span> BY_START = Comparator.comparingLong(Span::startUnixNanos)
            .thenComparingLong(Span::spanId)
            .thenComparing(Span::kind);

    private record Cell(long spanId, ByteBuffer bytes) {}

    private final Statements statements;
    private final SelectOrigins selectOrigins;
    private final PreparedStatement select;

    SelectTrace(Statements statements, SelectOrigins selectOrigins) {
        this.statements = statements;
        this.selectOrigins = selectOrigins;
        this.select = statements.prepare("SELECT span_id, span FROM ${keyspace}.trace WHERE trace_id = ?");
    }

    CompletionStage<Optional<Trace>> read(TraceId traceId) {
        return statements
                .execute(select.bind(InsertSpans.key(traceId)))
                .thenCompose(page -> collect(page, new ArrayList<>()))
                .thenCompose(cells -> cells.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : decode(traceId, cells).thenApply(Optional::of));
    }

    private static CompletionStage<List<Cell>> collect(AsyncResultSet page, List<Cell> cells) {
        for (Row row : page.currentPage()) {
            cells.add(new Cell(row.getLong(0), Objects.requireNonNull(row.getByteBuffer(1))));
        }
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> collect(next, cells))
                : CompletableFuture.completedFuture(cells);
    }

    private CompletionStage<Trace> decode(TraceId traceId, List<Cell> cells) {
        Set<ContentHash> hashes = new HashSet<>();
        cells.forEach(cell -> hashes.addAll(SpanCodec.origins(cell.bytes())));
        return selectOrigins.load(hashes).thenApply(origins -> {
            List<Span> spans = new ArrayList<>(cells.size());
            cells.forEach(cell -> spans.add(SpanCodec.decode(traceId, cell.spanId(), cell.bytes(), origins)));
            spans.sort(BY_START);
            return new Trace(traceId, List.copyOf(spans));
        });
    }
}
