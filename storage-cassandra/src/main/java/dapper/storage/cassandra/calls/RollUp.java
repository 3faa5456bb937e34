// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dapper.storage.calls.MergedCalls;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Lease;
import dapper.storage.cassandra.session.Statements;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Sums up the fresh windows of one tenant once they have ended: minutes from reports, ten minutes from minutes, hours from
 * those. The sum replaces the one before, so a late report, which makes its windows fresh again, leads to the right sum. One
 * collector at a time does it, under a lease. Used by one thread, which waits for Cassandra.
 */
public final class RollUp {
    /** Longer than {@link FreshWindows} relies on one mark, by what the clocks of collectors may differ and a write take. */
    private static final long SETTLED_MILLIS = TimeUnit.MINUTES.toMillis(2);

    /** A mark that is not older than this when the sum begins may be of a report that the sum lacks. */
    private static final long CLOCK_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private static final long USUAL_MILLIS = TimeUnit.MINUTES.toMillis(30);
    private static final long MILLIS_BETWEEN_FULL = TimeUnit.MINUTES.toMillis(30);
    private static final long MILLIS_BETWEEN_RENEWALS = TimeUnit.SECONDS.toMillis(15);
    /** No slot of index blocks has this number. */
    static final int SLOT = -2;

    private final Statements statements;
    private final SelectCalls select;
    private final Lease lease;
    private final long latestMillis;
    private final long clockMillis;
    private final LongSupplier unixMillis;
    private final PreparedStatement services;
    private final Map<Level, PreparedStatement> sums = new EnumMap<>(Level.class);
    private final Map<Level, PreparedStatement> settled = new EnumMap<>(Level.class);
    private long lastFull;
    private long renewed;

    /** @param latest the greatest age of a report when it is written */
    public RollUp(Statements statements, Duration latest, LongSupplier unixMillis) {
        this(statements, latest, CLOCK_MILLIS, unixMillis);
    }

    /** @param clockMillis by which the clocks of collectors may differ */
    RollUp(Statements statements, Duration latest, long clockMillis, LongSupplier unixMillis) {
        this.statements = statements;
        this.select = new SelectCalls(statements);
        this.lease = new Lease(statements);
        this.latestMillis = latest.toMillis();
        this.clockMillis = clockMillis;
        this.unixMillis = unixMillis;
        this.services = statements.prepare("SELECT service FROM ${keyspace}.call_service WHERE part = 0");
        for (Level level : Level.values()) {
            String where = " WHERE service = ? AND bucket = ? AND time = ?";
            sums.put(level, statements.prepare("UPDATE ${keyspace}." + level.table() + " SET series = ?" + where));
            settled.put(
                    level,
                    statements.prepare(
                            "UPDATE ${keyspace}." + level.table() + " USING TIMESTAMP ? SET fresh = false" + where));
        }
    }

    /**
     * Sums up what is due.
     *
     * @return the number of windows
     */
    public int run() {
        if (!lease.acquire(SLOT)) {
            return 0;
        }
        renewed = unixMillis.getAsLong();
        try {
            return sumUp();
        } finally {
            lease.release(SLOT);
        }
    }

    private int sumUp() {
        long now = unixMillis.getAsLong();
        boolean full = now - lastFull >= MILLIS_BETWEEN_FULL;
        long from = now - (full ? latestMillis : USUAL_MILLIS);
        int windows = 0;
        for (String service : services()) {
            for (Level level : Level.values()) {
                for (int window : due(level, service, from, now)) {
                    if (Thread.currentThread().isInterrupted() || !mayGoOn()) {
                        return windows;
                    }
                    sumUp(level, service, window);
                    windows++;
                }
            }
        }
        lastFull = full ? now : lastFull;
        return windows;
    }

    private boolean mayGoOn() {
        long now = unixMillis.getAsLong();
        if (now - renewed < MILLIS_BETWEEN_RENEWALS) {
            return true;
        }
        renewed = now;
        return lease.renew(SLOT);
    }

    private List<String> services() {
        return statements
                .list(services.bind(), Deadline.NONE, row -> Objects.requireNonNull(row.getString(0)))
                .toCompletableFuture()
                .join();
    }

    /** Returns fresh windows that have ended, also the one that has the start of the range. */
    private List<Integer> due(Level level, String service, long fromMillis, long nowMillis) {
        int first = level.windowOf(TimeUnit.MILLISECONDS.toNanos(fromMillis));
        int end = level.windowOf(TimeUnit.MILLISECONDS.toNanos(nowMillis - SETTLED_MILLIS));
        List<Integer> due = new ArrayList<>();
        for (int bucket = level.bucketOf(first); bucket <= level.bucketOf(end); bucket++) {
            statements
                    .list(
                            select.marks(level, service, bucket, first, end),
                            Deadline.NONE,
                            SelectCalls.Window::withoutSeries)
                    .toCompletableFuture()
                    .join()
                    .stream()
                    .filter(SelectCalls.Window::fresh)
                    .forEach(window -> due.add(window.number()));
        }
        return due;
    }

    private void sumUp(Level level, String service, int window) {
        long begun = unixMillis.getAsLong();
        MergedCalls sum = new MergedCalls();
        CallRead read = new CallRead(
                statements,
                select,
                service,
                Integer.MAX_VALUE,
                Deadline.NONE,
                (unixNanos, key, series) -> sum.add(key, series));
        read.range(level.finer(), level.startOf(window), level.startOf(window + 1));
        int bucket = level.bucketOf(window);
        byte[] series = SeriesCodec.encode(sum.series(), level.middleOf(window));
        run(Objects.requireNonNull(sums.get(level)).bind(ByteBuffer.wrap(series), service, bucket, window));
        run(Objects.requireNonNull(settled.get(level))
                .bind(TimeUnit.MILLISECONDS.toMicros(begun - clockMillis), service, bucket, window));
    }

    private void run(BoundStatement statement) {
        statements.execute(statement).toCompletableFuture().join();
    }
}
