// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one statement gives, fetched page by page, each page four times the one before: a search that finds
 * much needs little of it, one that finds little has far to go. Used by one thread.
 */
final class SegmentScan {
    private static final int LARGEST_PAGE = 5_000;

    private final Statements statements;
    private final Statement<?> statement;
    private final ArrayDeque<Candidate> page = new ArrayDeque<>();
    private int pageSize;
    private @Nullable CompletionStage<AsyncResultSet> coming;

    SegmentScan(Statements statements, Statement<?> statement, int firstPage) {
        this.statements = statements;
        this.statement = statement;
        this.pageSize = firstPage;
    }

    /** Asks for the first page without waiting for it. */
    void open() {
        ask(null);
    }

    private void ask(@Nullable ByteBuffer position) {
        Statement<?> next = statement.setPageSize(pageSize);
        coming = statements.execute(position == null ? next : next.setPagingState(position));
        pageSize = Math.min(LARGEST_PAGE, 4 * pageSize);
    }

    /** The next row without taking it, null after the last; waits for a page if need be. */
    @Nullable
    Candidate peek() {
        while (page.isEmpty() && coming != null) {
            AsyncResultSet rows = coming.toCompletableFuture().join();
            for (Row row : rows.currentPage()) {
                page.add(Candidate.from(row));
            }
            coming = null;
            if (rows.hasMorePages()) {
                ask(rows.getExecutionInfo().getPagingState());
            }
        }
        return page.peek();
    }

    void take() {
        page.remove();
    }
}
