// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.storage.SpanWriter;
import dapper.storage.Tenant;
import dapper.storage.TraceReader;
import dapper.storage.cassandra.schema.Retention;
import dapper.storage.cassandra.schema.Schema;
import dapper.storage.cassandra.search.CassandraTraceReader;
import dapper.storage.cassandra.search.SearchBudget;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.cassandra.session.Failures;
import dapper.storage.cassandra.session.ReadLimit;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.cassandra.write.CassandraSpanWriter;
import dapper.storage.cassandra.write.RecentlyWritten;
import dapper.storage.cassandra.write.SharedRows;
import dapper.storage.cassandra.write.WriteCounts;
import dapper.storage.cassandra.write.WriteLimit;
import dapper.storage.cassandra.write.WriteWindow;
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

    /** For the traces that a search in TraceQL holds until it has decided on them. */
    private static final long SEARCH_MEMORY_BYTES =
            Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 64);

    private final CqlSession session;
    private final CassandraConfig config;
    private final ExecutorService decoding;
    private final ReadLimit reads = new ReadLimit(READS_AT_A_TIME);
    private final WriteWindow window;
    private final WriteLimit writes;
    private final WriteCounts counts = new WriteCounts();
    private final RecentlyWritten written;
    private final TenantStorage ofDefault;
    private final TenantStorages tenants = new TenantStorages(this::prepare, System::nanoTime);

    private CassandraStorage(CqlSession session, CassandraConfig config) {
        this.session = session;
        this.config = config;
        this.decoding = Executors.newFixedThreadPool(DECODING_THREADS, CassandraStorage::daemon);
        this.window = new WriteWindow(config.writeDelay(), config.maxInFlightBytes());
        this.writes = new WriteLimit(config.maxInFlight(), config.maxInFlightBytes());
        this.written = new RecentlyWritten(sharedRowsRemembered(), new Retention(config.retention()).refresh());
        this.ofDefault = prepare(Tenant.DEFAULT);
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
            return new CassandraStorage(session, config);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Returns the storage of a tenant in its own keyspace: the configured one for the default tenant, otherwise one
     * whose name ends with the tenant's. All tenants share the session and the limits. Never blocks.
     *
     * @throws dapper.storage.StorageUnavailableException if the keyspace is still being created or migrated, which the
     *     first call for a tenant begins and which takes seconds, or if that has failed
     */
    public TenantStorage of(Tenant tenant) {
        return tenant.equals(Tenant.DEFAULT) ? ofDefault : tenants.of(tenant);
    }

    private TenantStorage prepare(Tenant tenant) {
        CassandraConfig own = tenant.equals(Tenant.DEFAULT)
                ? config
                : config.toBuilder()
                        .keyspace(config.keyspace() + "_" + tenant.name())
                        .build();
        return Failures.reading(() -> {
            new Schema(session, own).prepare();
            Statements statements = new Statements(session, own.keyspace());
            boolean olderSpans = Schema.mayHaveOlderSpans(session, own.keyspace());
            return new TenantStorage(
                    new CassandraSpanWriter(
                            statements,
                            new SharedRows(statements, written.of(own.keyspace()), counts),
                            window,
                            writes,
                            counts,
                            own.keyspace()),
                    limits -> new CassandraTraceReader(statements.limitedBy(reads), decoding, olderSpans, limits),
                    () -> budget(SEARCH_MEMORY_BYTES));
        });
    }

    private SearchBudget budget(long memoryBytes) {
        return new SearchBudget(config.searchRows(), config.searchTimeout(), memoryBytes, System::nanoTime);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "dapper-storage-decoding");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns the writer of the default tenant. */
    public SpanWriter writer() {
        return of(Tenant.DEFAULT).writer();
    }

    /** Returns the reader of the default tenant. */
    public TraceReader reader() {
        return of(Tenant.DEFAULT).reader();
    }

    /** Returns the counts of what this process has written, for all tenants. */
    public WriteCounts writeCounts() {
        return counts;
    }

    /** Returns a reader whose searches have other limits than the configured ones. */
    final TraceReader readerWithin(long searchRows, Duration searchTimeout) {
        return readerWithin(searchRows, searchTimeout, System::nanoTime);
    }

    /** The same with another clock. */
    final TraceReader readerWithin(long searchRows, Duration searchTimeout, LongSupplier nanoTime) {
        return of(Tenant.DEFAULT)
                .readerWithin(() -> new SearchBudget(searchRows, searchTimeout, SEARCH_MEMORY_BYTES, nanoTime));
    }

    /** The same with another limit for the spans that a filter will see. */
    final TraceReader readerWithin(long memoryBytes) {
        return of(Tenant.DEFAULT).readerWithin(() -> budget(memoryBytes));
    }

    @Override
    public void close() {
        tenants.close();
        window.close();
        session.close();
        decoding.shutdown();
    }
}
