// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.StorageUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The session as the statement classes use it: prepares within our keyspace, runs without blocking. */
final class Statements {
    /** Statements of one caller under way at once; the rest wait their turn, so one large trace leaves room for others. */
    private static final int LANES = 4;

    private final CqlSession session;
    private final String keyspace;

    Statements(CqlSession session, String keyspace) {
        this.session = session;
        this.keyspace = keyspace;
    }

    /** @param cql with table names behind {@code ${keyspace}.} */
    PreparedStatement prepare(String cql) {
        return session.prepare(cql.replace("${keyspace}", keyspace));
    }

    CompletionStage<AsyncResultSet> execute(Statement<?> statement) {
        return session.isClosed()
                ? CompletableFuture.failedFuture(new StorageUnavailableException("the storage is closed"))
                : session.executeAsync(statement);
    }

    /** Runs all, a few at a time, in no particular order; fails if one fails. */
    CompletableFuture<Void> executeAll(List<? extends Statement<?>> statements) {
        AtomicInteger next = new AtomicInteger();
        CompletableFuture<?>[] lanes = new CompletableFuture<?>[Math.min(LANES, statements.size())];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = lane(statements, next);
        }
        return CompletableFuture.allOf(lanes);
    }

    private CompletableFuture<Void> lane(List<? extends Statement<?>> statements, AtomicInteger next) {
        int mine = next.getAndIncrement();
        if (mine >= statements.size()) {
            return CompletableFuture.completedFuture(null);
        }
        return execute(statements.get(mine))
                .thenCompose(done -> lane(statements, next))
                .toCompletableFuture();
    }

    /** All rows of an answer, which must be one that is known to be short. */
    <T> CompletionStage<List<T>> list(Statement<?> statement, Function<Row, T> read) {
        return execute(statement).thenCompose(page -> collect(page, read, new ArrayList<>()));
    }

    private static <T> CompletionStage<List<T>> collect(AsyncResultSet page, Function<Row, T> read, List<T> all) {
        for (Row row : page.currentPage()) {
            all.add(read.apply(row));
        }
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> collect(next, read, all))
                : CompletableFuture.completedFuture(List.copyOf(all));
    }
}
