// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.storage.SpanWriter;
import dapper.storage.Tenant;
import dapper.storage.TraceReader;
import dapper.storage.cassandra.alerts.CassandraAlertStore;
import dapper.storage.cassandra.calls.CassandraCallReader;
import dapper.storage.cassandra.calls.CassandraCallWriter;
import dapper.storage.cassandra.calls.RollUp;
import dapper.storage.cassandra.index.IndexCounts;
import dapper.storage.cassandra.index.InsertBlocks;
import dapper.storage.cassandra.merge.Merges;
import dapper.storage.cassandra.merge.SlotMerge;
import dapper.storage.cassandra.schema.Retention;
import dapper.storage.cassandra.schema.Schema;
import dapper.storage.cassandra.search.BlockCache;
import dapper.storage.cassandra.search.CassandraTraceReader;
import dapper.storage.cassandra.search.SearchBudget;
import dapper.storage.cassandra.search.SearchedBlocks;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.cassandra.session.Failures;
import dapper.storage.cassandra.session.ReadLimit;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.cassandra.write.BlockWindow;
import dapper.storage.cassandra.write.CassandraSpanWriter;
import dapper.storage.cassandra.write.RecentlyWritten;
import dapper.storage.cassandra.write.SharedRows;
import dapper.storage.cassandra.write.WriteCounts;
import dapper.storage.cassandra.write.WriteLimit;
import dapper.storage.cassandra.write.WriteWindow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Traces in a Cassandra cluster. One per process; its writer and reader are safe for many threads. */
public final class CassandraStorage implements AutoCloseable {
    private static final long MOST_SHARED_ROWS_REMEMBERED = 100_000;

    /** The keys then take about two percent of the heap. */
    private static final long HEAP_BYTES_PER_SHARED_ROW = 32 * 1024;

    /** A node reads 32 rows at a time by default; the rest of its time is for writes. */
    private static final int READS_AT_A_TIME = 24;

    /** Decoding takes more processor time than all else in a query; the other half is for the rest and for writes. */
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** For the traces that a search in TraceQL holds until it has decided on them. */
    private static final long SEARCH_MEMORY_BYTES =
            Math.max(8L << 20, Runtime.getRuntime().maxMemory() / 64);

    /** For decoded columns of index blocks, so that a search which is refined reads little again. */
    private static final long BLOCK_CACHE_BYTES = Runtime.getRuntime().maxMemory() / 8;

    /** For the headers of one tenant's blocks. */
    private static final long HEADER_CACHE_BYTES = Runtime.getRuntime().maxMemory() / 32;

    /** Searches of a process with another configuration may take longer than ours. */
    private static final long LEAST_SEARCH_MILLIS = 120_000;

    private final CqlSession session;
    private final CassandraConfig config;
    private final ExecutorService decoding;

    /** Apart from the decoding threads: searches must not hold up writes. */
    private final ExecutorService encoding;

    private final ReadLimit reads = new ReadLimit(READS_AT_A_TIME);
    private final WriteWindow window;
    private final WriteLimit writes;
    private final WriteCounts counts = new WriteCounts(new IndexCounts());
    private final Merges merges = new Merges(counts.index());
    private final RecentlyWritten written;
    private final BlockCache blocks;
    private final TenantStorage ofDefault;
    private final TenantStorages tenants = new TenantStorages(this::prepare, System::nanoTime);

    private CassandraStorage(CqlSession session, CassandraConfig config) {
        this.session = session;
        this.config = config;
        this.decoding = threads("dapper-storage-decoding");
        this.encoding = threads("dapper-storage-encoding");
        this.window = new WriteWindow(config.writeDelay(), config.maxInFlightBytes());
        this.writes = new WriteLimit(config.maxInFlight(), config.maxInFlightBytes());
        this.written = new RecentlyWritten(sharedRowsRemembered(), new Retention(config.retention()).refresh());
        this.blocks = new BlockCache(BLOCK_CACHE_BYTES, decoding);
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
            Statements reading = statements.limitedBy(reads);
            SearchedBlocks searched = new SearchedBlocks(reading, blocks, HEADER_CACHE_BYTES, counts.index());
            return new TenantStorage(
                    writer(statements, own.keyspace()),
                    limits -> new CassandraTraceReader(reading, searched, decoding, olderSpans, limits),
                    () -> budget(SEARCH_MEMORY_BYTES),
                    new CassandraCallWriter(statements, own.callRetention(), InstantSource.system()),
                    new CassandraCallReader(reading, own, System::currentTimeMillis),
                    new CassandraAlertStore(statements, own, InstantSource.system()));
        });
    }

    private SpanWriter writer(Statements statements, String keyspace) {
        InsertBlocks insertBlocks = new InsertBlocks(statements, config.retention(), counts.index());
        long longestSearch =
                Math.max(LEAST_SEARCH_MILLIS, 2 * config.searchTimeout().toMillis());
        merges.add(
                new SlotMerge(statements, insertBlocks, counts.index(), longestSearch, System::currentTimeMillis),
                new RollUp(statements, config.callRetention().latest(), System::currentTimeMillis));
        return new CassandraSpanWriter(
                statements,
                new SharedRows(statements, written.of(keyspace), counts),
                window,
                writes,
                new BlockWindow(insertBlocks, writes, encoding, window, CassandraStorage::unixNanos),
                counts,
                keyspace);
    }

    private static long unixNanos() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    private SearchBudget budget(long memoryBytes) {
        return new SearchBudget(config.searchRows(), config.searchTimeout(), memoryBytes, System::nanoTime);
    }

    private static ExecutorService threads(String name) {
        return Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to merge index blocks from time to time, as each collector does. Called once. */
    public void mergeBlocks() {
        merges.start();
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
        merges.close();
        window.close();
        session.close();
        encoding.shutdown();
        decoding.shutdown();
    }
}
