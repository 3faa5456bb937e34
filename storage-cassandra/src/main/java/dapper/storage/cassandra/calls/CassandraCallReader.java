// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import dapper.storage.NameList;
import dapper.storage.StorageUnavailableException;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.SeenProcess;
import dapper.storage.calls.SeenService;
import dapper.storage.cassandra.session.CallRetention;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Failures;
import dapper.storage.cassandra.session.Statements;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads counted calls, within the limits of searches. */
public final class CassandraCallReader implements CallReader {
    private final Statements statements;
    private final CassandraConfig config;
    private final LongSupplier unixMillis;
    private final SelectCalls select;
    private final SelectSeen seen;

    /** @param unixMillis the time, by which rows have expired */
    public CassandraCallReader(Statements statements, CassandraConfig config, LongSupplier unixMillis) {
        this.unixMillis = unixMillis;
        this.statements = statements;
        this.config = config;
        this.select = new SelectCalls(statements);
        this.seen = new SelectSeen(statements);
    }

    @Override
    public Reading read(CallQuery query, Visitor visitor) {
        return Failures.reading(() -> {
            CallRead read = new CallRead(
                    statements,
                    select,
                    query.service(),
                    config.searchRows(),
                    Deadline.in(config.searchTimeout(), System::nanoTime),
                    visitor);
            read.range(level(query), query.startUnixNanos(), query.endUnixNanos());
            return read.outcome();
        });
    }

    @Override
    public NameList<SeenService> services() {
        return await(seen::services);
    }

    @Override
    public NameList<SeenProcess> processes(String service) {
        return await(deadline -> seen.processes(service, deadline));
    }

    private <T> T await(Function<Deadline, CompletionStage<T>> read) {
        Deadline deadline = Deadline.in(config.searchTimeout(), System::nanoTime);
        try {
            return Failures.reading(() -> deadline.await(read.apply(deadline)));
        } catch (Deadline.TimeOverException e) {
            throw new StorageUnavailableException("Cassandra did not answer in time", e);
        }
    }

    /** Returns the longest windows of which steps consist, or longer ones where those have expired; null for reports. */
    private @Nullable Level level(CallQuery query) {
        long age = TimeUnit.MILLISECONDS.toNanos(unixMillis.getAsLong()) - query.startUnixNanos();
        CallRetention retention = config.callRetention();
        Level kept = age > retention.tenMinutes().toNanos()
                ? Level.HOUR
                : age > retention.minutes().toNanos() ? Level.TEN_MINUTES : null;
        Level longest = null;
        for (Level level : Level.values()) {
            if (query.stepNanos() % level.nanos() == 0 || level == kept) {
                longest = level;
            }
        }
        return longest;
    }
}
