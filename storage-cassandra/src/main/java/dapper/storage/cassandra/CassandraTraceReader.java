// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.Operation;
import dapper.storage.SearchPage;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads on the caller's thread, which waits for the answer. */
final class CassandraTraceReader implements TraceReader {
    private final SelectTrace selectTrace;
    private final SelectNames selectNames;

    CassandraTraceReader(Statements statements) {
        this.selectTrace = new SelectTrace(statements, new SelectOrigins(statements));
        this.selectNames = new SelectNames(statements);
    }

    @Override
    public Optional<Trace> trace(TraceId traceId) {
        return await(selectTrace.read(traceId));
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
        throw new UnsupportedOperationException("search comes with schema version 2");
    }

    private static <T> T await(CompletionStage<T> answer) {
        return Failures.reading(() -> answer.toCompletableFuture().join());
    }
}
