// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.storage.SpanWriter;
import dapper.storage.TraceReader;
import dapper.storage.cassandra.schema.Retention;
import dapper.storage.cassandra.schema.Schema;
import dapper.storage.cassandra.search.CassandraTraceReader;
import dapper.storage.cassandra.search.SearchBudget;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.cassandra.session.Failures;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.cassandra.write.CassandraSpanWriter;
import dapper.storage.cassandra.write.RecentlyWritten;
import dapper.storage.cassandra.write.SharedRows;
import dapper.storage.cassandra.write.WriteLimit;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** Traces in a Cassandra cluster. One per process; its writer and reader are safe for many threads. */
public final class CassandraStorage implements AutoCloseable {
    private static final long MOST_SHARED_ROWS_REMEMBERED = 100_000;

    /** The keys then take about two percent of the heap. */
    private static final long HEAP_BYTES_PER_SHARED_ROW = 32 * 1024;

    /** A node reads 32 rows at a time by default; the rest of its time is for writes. */
    private static final int READS_AT_A_TIME = 24;

    /** Decoding takes more processor time than all else in a query; the other half is for the rest and for writes. */
    private static final int DECODING_THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final CqlSession session;
    private final ExecutorService decoding;
    private final Statements reads;
    private final boolean olderSpans;
    private final SpanWriter writer;
    private final TraceReader reader;

    private CassandraStorage(CqlSession session, CassandraConfig config) {
        this.session = session;
        this.decoding = Executors.newFixedThreadPool(DECODING_THREADS, CassandraStorage::daemon);
        Statements statements = new Statements(session, config.keyspace());
        this.reads = statements.limitedTo(READS_AT_A_TIME);
        this.olderSpans = Schema.mayHaveOlderSpans(session, config.keyspace());
        RecentlyWritten written =
                new RecentlyWritten(sharedRowsRemembered(), new Retention(config.retention()).refresh());
        this.writer = new CassandraSpanWriter(
                statements,
                new SharedRows(statements, written),
                new WriteLimit(config.maxInFlight(), config.maxInFlightBytes()));
        this.reader = readerWithin(config.searchRows(), config.searchTimeout());
    }

    private static int sharedRowsRemembered() {
        return (int)
                Math.min(MOST_SHARED_ROWS_REMEMBERED, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_SHARED_ROW);
    }

    /**
     * Connects, and creates or migrates the keyspace.
     *
     * @throws dapper.storage.StorageUnavailableException if no node can be reached, or if the cluster refuses us; the
     *     message describes what to do
     * @throws IllegalStateException if the keyspace belongs to a newer Dapper, or the cluster is too old
     */
    public static CassandraStorage open(CassandraConfig config) {
        CqlSession session = Connection.open(config);
        try {
            Failures.reading(() -> {
                new Schema(session, config).prepare();
                return session;
            });
            return new CassandraStorage(session, config);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "dapper-storage-decoding");
        thread.setDaemon(true);
        return thread;
    }

    public SpanWriter writer() {
        return writer;
    }

    public TraceReader reader() {
        return reader;
    }

    /** Returns a reader whose searches have other limits than the configured ones. */
    final TraceReader readerWithin(long searchRows, Duration searchTimeout) {
        return readerWithin(searchRows, searchTimeout, System::nanoTime);
    }

    /** The same with another clock. */
    final TraceReader readerWithin(long searchRows, Duration searchTimeout, LongSupplier nanoTime) {
        return new CassandraTraceReader(
                reads, decoding, olderSpans, () -> new SearchBudget(searchRows, searchTimeout, nanoTime));
    }

    @Override
    public void close() {
        session.close();
        decoding.shutdown();
    }
}
