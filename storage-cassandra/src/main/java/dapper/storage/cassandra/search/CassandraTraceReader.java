// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.Resource;
import dapper.storage.SearchPage;
import dapper.storage.SpanPages;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Failures;
import dapper.storage.cassandra.session.Statements;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads traces. The caller's thread waits for the answer. */
public final class CassandraTraceReader implements TraceReader {
    private final SelectTrace selectTrace;
    private final SelectNames selectNames;
    private final SelectServiceOrigins selectServiceOrigins;
    private final Searches searches;

    public CassandraTraceReader(
            Statements statements,
            SearchedBlocks blocks,
            Executor decoding,
            boolean olderSpans,
            Supplier<SearchBudget> budgets) {
        SelectOrigins selectOrigins = new SelectOrigins(statements);
        this.selectTrace = new SelectTrace(statements, selectOrigins, decoding, olderSpans);
        this.selectNames = new SelectNames(statements);
        this.selectServiceOrigins = new SelectServiceOrigins(statements, selectOrigins);
        this.searches =
                new Searches(blocks, new OlderRows(statements, selectNames, selectOrigins), selectTrace, budgets);
    }

    @Override
    public boolean spans(TraceId traceId, SpanPages pages) {
        SelectTrace.Page page = await(selectTrace.firstPage(traceId, Deadline.NONE));
        boolean more = page.give(pages);
        while (more && !page.isLast()) {
            page = await(page.next());
            more = page.give(pages);
        }
        return more;
    }

    @Override
    public NameList<String> services() {
        return await(selectNames.services(Deadline.NONE));
    }

    @Override
    public NameList<Operation> operations(String service) {
        return await(selectNames.operations(service));
    }

    @Override
    public NameList<Resource> resources(String service) {
        return await(selectServiceOrigins.read(service, Deadline.NONE))
                .map(origins -> new NameList<>(List.copyOf(origins.values()), true))
                .orElse(new NameList<>(List.of(), false));
    }

    @Override
    public SearchPage search(TraceQuery query, @Nullable TraceFilter filter) {
        return Failures.reading(() -> searches.search(query, filter));
    }

    private static <T> T await(CompletionStage<T> answer) {
        return Failures.reading(() -> answer.toCompletableFuture().join());
    }
}
