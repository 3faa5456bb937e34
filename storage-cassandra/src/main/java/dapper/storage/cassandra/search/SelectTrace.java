// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.Resource;
import dapper.storage.Span;
import dapper.storage.SpanPages;
import dapper.storage.TraceId;
import dapper.storage.cassandra.codec.CellHash;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.codec.SpanCodec;
import dapper.storage.cassandra.codec.TraceKey;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.PageSize;
import dapper.storage.cassandra.session.ReadLimit;
import dapper.storage.cassandra.session.Statements;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads one trace, a partition, page by page: regardless of its size, at most one page of it is held here.
 *
 * <p>Cells are decoded on the given executor, never on the driver's own threads, which all other requests need.
 */
final class SelectTrace {
    /** A cell may have 8 MiB, and the size of the cells is unknown before the first page. */
    private static final int FIRST_PAGE = 8;

    private static final int LARGEST_PAGE = 5_000;
    private static final long PAGE_BYTES = 256 << 10;
    /** Pages of more rows than this keep a node busy for milliseconds. */
    private static final int SMALL_PAGE = 64;

    private static final int LARGE_PAGES_AT_A_TIME =
            Math.max(2, Runtime.getRuntime().availableProcessors());

    /** Spans with the same id stay together; more than this can only come from an attack. */
    private static final int MOST_HELD_BACK = 5_000;

    /** Memory of a {@link Key} in a set. */
    private static final int KEY_BYTES = 80;

    private record Cell(long spanId, ByteBuffer bytes) {}

    private record Key(long spanId, int content) {}

    private final Statements statements;
    private final ReadLimit largePages = new ReadLimit(LARGE_PAGES_AT_A_TIME);
    private final SelectOrigins selectOrigins;
    private final Executor decoding;
    private final @Nullable PreparedStatement selectOlder;
    private final PreparedStatement select;

    /** @param olderSpans whether there may be spans in the table of schema 1, which holds one span per id and kind */
    SelectTrace(Statements statements, SelectOrigins selectOrigins, Executor decoding, boolean olderSpans) {
        this.statements = statements;
        this.selectOrigins = selectOrigins;
        this.decoding = decoding;
        this.selectOlder = olderSpans
                ? statements.prepare("SELECT span_id, span FROM ${keyspace}.trace WHERE trace_id = ?")
                : null;
        this.select = statements.prepare("SELECT span_id, span FROM ${keyspace}.span WHERE trace_id = ?");
    }

    /** One page; it may be empty. */
    static final class Page {
        private final Reading reading;
        private final List<Span> spans;
        private final long heapBytes;

        private Page(Reading reading, List<Span> spans, long heapBytes) {
            this.reading = reading;
            this.spans = spans;
            this.heapBytes = heapBytes;
        }

        /** Returns whether to continue; an empty page is not handed over. */
        boolean give(SpanPages pages) {
            return spans.isEmpty() || pages.take(spans, heapBytes);
        }

        boolean isLast() {
            return reading.isOver();
        }

        CompletionStage<Page> next() {
            return reading.next();
        }
    }

    CompletionStage<Page> firstPage(TraceId traceId, Deadline deadline) {
        return new Reading(traceId, deadline).next();
    }

    /**
     * Hands over page after page on the decoding threads, so the receiver must not block.
     *
     * @return whether all pages were handed over
     */
    CompletionStage<Boolean> read(TraceId traceId, SpanPages pages, Deadline deadline) {
        return firstPage(traceId, deadline).thenCompose(page -> rest(page, pages));
    }

    private static CompletionStage<Boolean> rest(Page page, SpanPages pages) {
        boolean more = page.give(pages);
        return more && !page.isLast()
                ? page.next().thenCompose(next -> rest(next, pages))
                : CompletableFuture.completedFuture(more);
    }

    /** The state of one read of one trace; used by one thread at a time. */
    private final class Reading {
        private final TraceId traceId;
        private final Deadline deadline;
        private final PageSize pageSize = new PageSize(FIRST_PAGE, LARGEST_PAGE, PAGE_BYTES);
        private List<Cell> heldBack = new ArrayList<>();

        /** The cells of the older table: a span that was sent again after the upgrade is in both. */
        private final Set<Key> older = new HashSet<>();

        /** The older table is read first. */
        private boolean readsOlder = selectOlder != null;

        private @Nullable ByteBuffer position;
        private boolean over;

        Reading(TraceId traceId, Deadline deadline) {
            this.traceId = traceId;
            this.deadline = deadline;
        }

        CompletionStage<Page> next() {
            PreparedStatement table = readsOlder ? Objects.requireNonNull(selectOlder) : select;
            Statement<?> statement = table.bind(TraceKey.of(traceId)).setPageSize(pageSize.rows());
            Statement<?> page = position == null ? statement : statement.setPagingState(position);
            CompletionStage<AsyncResultSet> rows = pageSize.rows() <= SMALL_PAGE
                    ? statements.execute(page, deadline)
                    : largePages.run(() -> statements.execute(page, deadline));
            return rows.thenComposeAsync(this::decode, decoding);
        }

        private CompletionStage<Page> decode(AsyncResultSet rows) {
            List<Cell> cells = heldBack;
            heldBack = new ArrayList<>();
            int arrived = 0;
            for (Row row : rows.currentPage()) {
                Cell cell = new Cell(row.getLong(0), Objects.requireNonNull(row.getByteBuffer(1)));
                arrived++;
                if (isNew(cell)) {
                    cells.add(cell);
                }
            }
            pageSize.arrived(arrived, rows.getExecutionInfo().getResponseSizeInBytes());
            position = rows.hasMorePages() ? rows.getExecutionInfo().getPagingState() : null;
            if (position == null) {
                over = !readsOlder;
                readsOlder = false;
            } else {
                holdBackLastId(cells);
            }
            if (cells.isEmpty()) {
                return CompletableFuture.completedFuture(new Page(this, List.of(), 0));
            }
            Set<ContentHash> hashes = new HashSet<>();
            cells.forEach(cell -> hashes.addAll(SpanCodec.origins(cell.bytes())));
            return selectOrigins.load(hashes, deadline).thenApplyAsync(origins -> page(cells, origins), decoding);
        }

        boolean isOver() {
            return over;
        }

        private boolean isNew(Cell cell) {
            if (selectOlder == null) {
                return true;
            }
            Key key = new Key(cell.spanId(), CellHash.inKey(cell.bytes()));
            return readsOlder ? older.add(key) : !older.contains(key);
        }

        private void holdBackLastId(List<Cell> cells) {
            int last = cells.size();
            while (last > 0
                    && cells.get(last - 1).spanId()
                            == cells.get(cells.size() - 1).spanId()) {
                last--;
            }
            List<Cell> ofLastId = cells.subList(last, cells.size());
            if (ofLastId.size() < MOST_HELD_BACK) {
                heldBack.addAll(ofLastId);
                ofLastId.clear();
            }
        }

        private Page page(List<Cell> cells, SpanCodec.Origins origins) {
            List<Span> spans = new ArrayList<>(cells.size());
            // All spans of one id are on one page.
            Snapshots snapshots = new Snapshots(spans::add);
            Set<Resource> resources = Collections.newSetFromMap(new IdentityHashMap<>());
            long heapBytes = 0;
            for (Cell cell : cells) {
                int length = cell.bytes().remaining();
                Span span = SpanCodec.decode(traceId, cell.spanId(), cell.bytes(), origins);
                snapshots.add(span, SpanCodec.resource(cell.bytes()));
                heapBytes += CellWeight.of(span, length) + (selectOlder == null ? 0 : KEY_BYTES);
                if (resources.add(span.resource())) {
                    heapBytes += CellWeight.of(span.resource());
                }
            }
            snapshots.end();
            return new Page(this, spans, heapBytes);
        }
    }
}
