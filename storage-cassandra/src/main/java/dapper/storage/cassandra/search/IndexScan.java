// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.PageSize;
import dapper.storage.cassandra.session.Statements;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one statement, fetched page by page. Each page is four times as large as the one before: a search that
 * finds many matches needs few rows, one that finds few matches needs many. Used by one thread.
 */
final class IndexScan {
    private static final int LARGEST_PAGE = 5_000;
    private static final long PAGE_BYTES = 512 << 10;

    /** Rows that have arrived, and the start of the next page; null after the last. */
    private record Page(List<Candidate> rows, @Nullable ByteBuffer next) {}

    private final Statements statements;
    private final Statement<?> statement;
    private final Function<Row, Candidate> candidates;
    private final Deadline deadline;
    private final ArrayDeque<Candidate> rows = new ArrayDeque<>();
    private final PageSize pageSize;
    private @Nullable CompletionStage<Page> coming;

    /**
     * @param candidates reads a row
     * @param firstPage rows
     */
    IndexScan(
            Statements statements,
            Statement<?> statement,
            Function<Row, Candidate> candidates,
            int firstPage,
            Deadline deadline) {
        this.statements = statements;
        this.statement = statement;
        this.candidates = candidates;
        this.deadline = deadline;
        this.pageSize = new PageSize(firstPage, LARGEST_PAGE, PAGE_BYTES);
    }

    /** Requests the first page without waiting for it. */
    void open() {
        ask(null);
    }

    private void ask(@Nullable ByteBuffer position) {
        Statement<?> next = statement.setPageSize(pageSize.rows());
        coming = statements
                .execute(position == null ? next : next.setPagingState(position), deadline)
                .thenApply(this::page);
    }

    /**
     * Runs on a thread of the driver, because rows take less memory once they are read; it takes microseconds a row.
     */
    private Page page(AsyncResultSet answer) {
        List<Candidate> read = new ArrayList<>();
        for (Row row : answer.currentPage()) {
            read.add(candidates.apply(row));
        }
        pageSize.arrived(read.size(), answer.getExecutionInfo().getResponseSizeInBytes());
        return new Page(read, answer.hasMorePages() ? answer.getExecutionInfo().getPagingState() : null);
    }

    /**
     * Returns the next row without taking it, null after the last; waits for a page if necessary.
     *
     * @throws Deadline.TimeOverException if the page does not arrive in time
     */
    @Nullable
    Candidate peek() {
        while (rows.isEmpty() && coming != null) {
            Page page = deadline.await(coming);
            rows.addAll(page.rows());
            coming = null;
            if (page.next() != null) {
                ask(page.next());
            }
        }
        return rows.peek();
    }

    void take() {
        rows.remove();
    }
}
