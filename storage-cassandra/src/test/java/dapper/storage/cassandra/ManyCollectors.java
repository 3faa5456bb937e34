// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.storage.Span;
import dapper.storage.TraceId;
import dapper.storage.cassandra.index.IndexCounts;
import dapper.storage.cassandra.index.InsertBlocks;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.cassandra.write.BlockWindow;
import dapper.storage.cassandra.write.CassandraSpanWriter;
import dapper.storage.cassandra.write.RecentlyWritten;
import dapper.storage.cassandra.write.SharedRows;
import dapper.storage.cassandra.write.WriteCounts;
import dapper.storage.cassandra.write.WriteLimit;
import dapper.storage.cassandra.write.WriteWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Writes spans through a collector of the version before, through the real one now, and at any other time of arrival. */
final class ManyCollectors implements AutoCloseable {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long TEN_MINUTES = 10 * MINUTE;

    private final CassandraStorage storage;
    private final Random random;
    private final CqlSession session;
    private final OlderCollector older;
    private final WriteWindow window = new WriteWindow(Duration.ZERO, 1 << 20);
    private final CassandraConfig config;
    private final Statements statements;
    private final List<CompletionStage<Void>> waiting = new ArrayList<>();

    ManyCollectors(CassandraStorage storage, CassandraConfig config, Random random) {
        this.storage = storage;
        this.random = random;
        this.config = config;
        this.session = Connection.open(config);
        this.older = new OlderCollector(session, config.keyspace());
        this.statements = new Statements(session, config.keyspace());
    }

    /** Each has a window of its own, so that no write waits for the next. */
    private CassandraSpanWriter writer(long arrival) {
        WriteCounts counts = new WriteCounts(new IndexCounts());
        WriteLimit limit = new WriteLimit(8, 1 << 20);
        InsertBlocks insert = new InsertBlocks(statements, config.retention(), counts.index());
        return new CassandraSpanWriter(
                statements,
                new SharedRows(statements, new RecentlyWritten(1000, Duration.ofHours(1)), counts),
                window,
                limit,
                new BlockWindow(insert, limit, Runnable::run, window, () -> arrival),
                counts,
                config.keyspace());
    }

    void write(TraceId id, List<Span> spans) {
        long start = spans.get(0).startUnixNanos();
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> older.write(id, spans);
            case 5, 6, 7 -> waiting.add(storage.writer().write(id, spans));
            // Late by up to four hours, and early by up to three minutes.
            case 8 -> write(id, spans, start + random.nextInt(240) * MINUTE);
            case 9 -> write(id, spans, start - random.nextInt(60) * MINUTE / 20);
            // In time, and few different times: each minute with blocks is read on its own.
            default -> write(id, spans, (start / TEN_MINUTES + 1) * TEN_MINUTES);
        }
    }

    private void write(TraceId id, List<Span> spans, long arrival) {
        waiting.add(writer(Math.max(0, arrival)).write(id, spans));
    }

    /** Waits until all is stored. */
    @Override
    public void close() {
        for (CompletionStage<Void> write : waiting) {
            write.toCompletableFuture().orTimeout(60, SECONDS).join();
        }
        window.close();
        session.close();
    }
}
