// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.SearchPage;
import dapper.storage.TraceFilter;
import dapper.storage.TraceQuery;
import dapper.storage.cassandra.index.Slot;
import dapper.storage.cassandra.session.Deadline;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prepares a search: lists the index blocks, and the rows of the index before them while there are any. */
final class Searches {
    private final SearchedBlocks blocks;
    private final OlderRows olderRows;
    private final SelectTrace selectTrace;
    private final Supplier<SearchBudget> budgets;

    Searches(SearchedBlocks blocks, OlderRows olderRows, SelectTrace selectTrace, Supplier<SearchBudget> budgets) {
        this.blocks = blocks;
        this.olderRows = olderRows;
        this.selectTrace = selectTrace;
        this.budgets = budgets;
    }

    /** Blocks until the page is complete or the time is over. */
    SearchPage search(TraceQuery query, @Nullable TraceFilter filter) {
        Cursor begin = Cursor.of(query, filter);
        SearchBudget budget = budgets.get();
        if (query.traceId() != null) {
            OneTrace only = new OneTrace(query.traceId(), Math.min(begin.position(), query.endUnixNanos()));
            return new TraceSearch(query, filter, begin, only, selectTrace, budget).page();
        }
        try {
            BlockWalk walk = blockWalk(query, begin.position(), budget.deadline());
            // A row does not have the time of arrival.
            if (query.arrivedUnixNanos() > 0 || !olderRows.exist(budget.deadline())) {
                return new TraceSearch(query, filter, begin, walk, selectTrace, budget).page();
            }
            OlderRows.Walk rows = olderRows.walk(query, begin.position(), budget.deadline());
            JoinedWalk both = new JoinedWalk(rows.rows(), walk);
            return rows.mark(new TraceSearch(query, filter, begin, both, selectTrace, budget).page());
        } catch (Deadline.TimeOverException e) {
            // Another page would have to repeat the same work, so there is none.
            return new SearchPage(List.of(), null, false, budget.exhausted(0) + "; narrow the search", 0);
        }
    }

    private BlockWalk blockWalk(TraceQuery query, long position, Deadline deadline) {
        long to = Math.min(position, query.endUnixNanos() - 1);
        List<List<Slot>> hours = deadline.await(blocks.list().hours(query, to, deadline));
        return new BlockWalk(blocks, hours, query.predicate(), query.startUnixNanos(), to, deadline);
    }
}
