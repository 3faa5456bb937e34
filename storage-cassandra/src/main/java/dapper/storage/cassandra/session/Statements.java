// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The session as the statement classes use it: prepares statements in our keyspace and runs them without blocking. */
public final class Statements {
    /** Concurrent statements of one caller; the rest wait their turn, so one large trace leaves room for others. */
    private static final int LANES = 4;

    private final CqlSession session;
    private final String keyspace;
    private final @Nullable ReadLimit limit;

    private Statements(CqlSession session, String keyspace, @Nullable ReadLimit limit) {
        this.session = session;
        this.keyspace = keyspace;
        this.limit = limit;
    }

    public Statements(CqlSession session, String keyspace) {
        this(session, keyspace, null);
    }

    /** Returns the same within a limit on the concurrent statements. */
    public Statements limitedBy(ReadLimit shared) {
        return new Statements(session, keyspace, shared);
    }

    /** @param cql with table names after {@code ${keyspace}.} */
    public PreparedStatement prepare(String cql) {
        return session.prepare(cql.replace("${keyspace}", keyspace));
    }

    public CompletionStage<AsyncResultSet> execute(Statement<?> statement) {
        return execute(statement, Deadline.NONE);
    }

    /** Fails with {@link Deadline.TimeOverException} or the driver's own exception if there is no answer in time. */
    public CompletionStage<AsyncResultSet> execute(Statement<?> statement, Deadline deadline) {
        return limit == null ? send(statement, deadline) : limit.run(() -> send(statement, deadline));
    }

    private CompletionStage<AsyncResultSet> send(Statement<?> statement, Deadline deadline) {
        if (session.isClosed()) {
            return CompletableFuture.failedFuture(new StorageUnavailableException("the storage is closed"));
        }
        if (deadline == Deadline.NONE) {
            return session.executeAsync(statement);
        }
        long left = deadline.leftNanos();
        return left <= 0
                ? CompletableFuture.failedFuture(new Deadline.TimeOverException())
                : session.executeAsync(statement.setTimeout(Duration.ofNanos(Math.min(left, requestTimeout()))));
    }

    private long requestTimeout() {
        return session.getContext()
                .getConfig()
                .getDefaultProfile()
                .getDuration(DefaultDriverOption.REQUEST_TIMEOUT)
                .toNanos();
    }

    /** Runs all statements, a few at a time, in no particular order; fails if one fails. */
    public CompletableFuture<Void> executeAll(List<? extends Statement<?>> statements) {
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

    /** Returns all rows of an answer, which must be a short one. */
    public <T> CompletionStage<List<T>> list(Statement<?> statement, Deadline deadline, Function<Row, T> read) {
        return execute(statement, deadline)
                .thenCompose(page -> collect(statement, deadline, page, read, new ArrayList<>()));
    }

    private <T> CompletionStage<List<T>> collect(
            Statement<?> statement, Deadline deadline, AsyncResultSet page, Function<Row, T> read, List<T> all) {
        for (Row row : page.currentPage()) {
            all.add(read.apply(row));
        }
        return page.hasMorePages()
                ? execute(statement.setPagingState(page.getExecutionInfo().getPagingState()), deadline)
                        .thenCompose(next -> collect(statement, deadline, next, read, all))
                : CompletableFuture.completedFuture(List.copyOf(all));
    }
}
