// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.Operation;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Reads for the caller's thread, which waits for the answer. */
final class CassandraTraceReader implements TraceReader {
    private static final Comparator<Span> BY_START = Comparator.comparingLong(Span::startUnixNanos)
            .thenComparingLong(Span::spanId)
            .thenComparing(Span::kind);

    private final SelectTrace selectTrace;
    private final SelectNames selectNames;
    private final Searches searches;

    CassandraTraceReader(
            Statements statements, Executor decoding, boolean olderSpans, long searchRows, Duration searchTimeout) {
        SelectOrigins selectOrigins = new SelectOrigins(statements);
        this.selectTrace = new SelectTrace(statements, selectOrigins, decoding, olderSpans);
        this.selectNames = new SelectNames(statements);
        this.searches = new Searches(statements, selectNames, selectOrigins, selectTrace, searchRows, searchTimeout);
    }

    @Override
    public Optional<Trace> trace(TraceId traceId) {
        List<Span> spans = new ArrayList<>();
        boolean any = await(selectTrace.read(traceId, spans::add));
        if (!any) {
            return Optional.empty();
        }
        spans.sort(BY_START);
        return Optional.of(new Trace(traceId, List.copyOf(spans)));
    }

    @Override
    public List<String> services() {
        return await(selectNames.services());
    }

    @Override
    public List<Operation> operations(String service) {
        return await(selectNames.operations(service));
    }

    @Override
    public SearchPage search(TraceQuery query) {
        return Failures.reading(() -> searches.search(query));
    }

    private static <T> T await(CompletionStage<T> answer) {
        return Failures.reading(() -> answer.toCompletableFuture().join());
    }
}
