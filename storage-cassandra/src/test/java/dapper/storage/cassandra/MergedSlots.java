// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import dapper.storage.cassandra.index.IndexCounts;
import dapper.storage.cassandra.index.InsertBlocks;
import dapper.storage.cassandra.merge.SlotMerge;
import dapper.storage.cassandra.search.BlockCache;
import dapper.storage.cassandra.search.CassandraTraceReader;
import dapper.storage.cassandra.search.SearchBudget;
import dapper.storage.cassandra.search.SearchedBlocks;
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
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Predicate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Some minutes of one keyspace in which no other test has written, with a clock that the test moves. Collectors write
 * spans, merge and search there; all that they write has the time of that clock.
 */
final class MergedSlots implements AutoCloseable {
    static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
    static final long LONGEST_SEARCH = 2 * MINUTE;

    private static final long SPACE = 120 * MINUTE;
    private static final AtomicLong OTHERS = new AtomicLong();

    final CqlSession real;
    final Map<TraceId, List<Span>> truth = new HashMap<>();
    final IndexCounts counts = new IndexCounts();
    final FaultySession plain;

    private final CassandraConfig config;
    private final Random random;
    private final WriteWindow window = new WriteWindow(Duration.ZERO, 1 << 20);
    private final AtomicLong micros = new AtomicLong();

    /** The first millisecond of the first minute. */
    private final long begin;

    private long now;

    MergedSlots(CassandraConfig config) {
        this.config = config;
        this.real = Connection.open(config);
        // Otherwise the slots of other tests would be merged too.
        real.execute("TRUNCATE " + config.keyspace() + ".index_slot");
        real.execute("TRUNCATE " + config.keyspace() + ".index_lease");
        long realMinutes = System.currentTimeMillis() / MINUTE;
        long number = OTHERS.incrementAndGet();
        this.begin = (realMinutes - number * SPACE / MINUTE) * MINUTE;
        // Other traces than those of other tests.
        this.random = new Random(number);
        this.now = System.currentTimeMillis();
        this.plain = newSession();
    }

    FaultySession newSession() {
        return new FaultySession(real, () -> TimeUnit.MILLISECONDS.toMicros(now) + micros.incrementAndGet());
    }

    void advance(long millis) {
        now += millis;
    }

    int slot(int minute) {
        return (int) (begin / MINUTE) + minute;
    }

    SlotMerge merge(FaultySession session) {
        return merge(session, counts, LONGEST_SEARCH);
    }

    SlotMerge merge(FaultySession session, IndexCounts own, long longestSearch) {
        Statements statements = new Statements(session.session(), config.keyspace());
        return new SlotMerge(
                statements, new InsertBlocks(statements, config.retention(), own), own, longestSearch, () -> now);
    }

    /** Ends all leases, as a minute does. */
    void endLeases() {
        for (Row row : real.execute("SELECT slot FROM " + config.keyspace() + ".index_lease")) {
            real.execute(
                    "DELETE FROM " + config.keyspace() + ".index_lease WHERE slot = ? IF EXISTS", row.getInt("slot"));
        }
    }

    /** Writes blocks into a minute, each of one trace. */
    void write(int minute, int blocks) {
        for (int i = 0; i < blocks; i++) {
            write(minute, minute, config.retention());
        }
    }

    /**
     * Writes a block with the spans of one new trace. All searches of {@link #queries} find the first one.
     *
     * @param minute in which the spans start
     * @param arrival the minute in which they arrive
     */
    void write(int minute, int arrival, Duration retention) {
        TraceId id = new TraceId(random.nextLong(), random.nextLong());
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            long start = begin + minute * MINUTE + random.nextLong(MINUTE / 2);
            spans.add(Spans.of(id, i)
                    .parent(i == 1 ? 0 : 1)
                    .service("service-" + (truth.isEmpty() ? 1 : random.nextInt(3)))
                    .name("operation-" + (truth.isEmpty() ? 2 : random.nextInt(3)))
                    .startAt(TimeUnit.MILLISECONDS.toNanos(start))
                    .tag("key", truth.isEmpty() ? 1L : random.nextInt(3))
                    .build());
        }
        Statements statements = new Statements(plain.session(), config.keyspace());
        WriteCounts written = new WriteCounts(new IndexCounts());
        WriteLimit limit = new WriteLimit(8, 1 << 20);
        InsertBlocks insert = new InsertBlocks(statements, retention, written.index());
        long arrived = TimeUnit.MILLISECONDS.toNanos(begin + arrival * MINUTE + MINUTE / 2);
        new CassandraSpanWriter(
                        statements,
                        new SharedRows(statements, new RecentlyWritten(1000, Duration.ofHours(1)), written),
                        window,
                        limit,
                        new BlockWindow(insert, limit, Runnable::run, window, () -> arrived),
                        written,
                        config.keyspace())
                .write(id, spans)
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        assertThat(written.index().freshBlocks()).isOne();
        truth.put(id, spans);
    }

    /** Returns a reader with caches of its own. */
    TraceReader reader(FaultySession session, IndexCounts own) {
        Statements statements = new Statements(session.session(), config.keyspace());
        SearchedBlocks blocks = new SearchedBlocks(statements, new BlockCache(16 << 20, Runnable::run), 16 << 20, own);
        return new CassandraTraceReader(
                statements,
                blocks,
                Runnable::run,
                false,
                () -> new SearchBudget(100_000, Duration.ofSeconds(60), 16 << 20, System::nanoTime));
    }

    TraceReader reader() {
        return reader(plain, new IndexCounts());
    }

    /** Searches for every span of these minutes, and for some. */
    List<TraceQuery> queries() {
        TraceQuery all = TraceQuery.between(
                        TimeUnit.MILLISECONDS.toNanos(begin), TimeUnit.MILLISECONDS.toNanos(begin + SPACE / 2))
                .withLimit(7);
        return List.of(
                all,
                all.where(Predicate.equal(Field.SERVICE, "service-1")).withLimit(5),
                all.where(Predicate.and(
                        Predicate.equal(Intrinsic.NAME, "operation-2"), Predicate.equal(Field.any("key"), 1L))));
    }

    /** Checks that a reader finds exactly what was written, with a complete answer. */
    void assertExact(TraceReader reader) {
        for (TraceQuery query : queries()) {
            List<TraceSummary> expected = BruteForce.search(truth, query);
            assertThat(expected).as(query.toString()).isNotEmpty();
            assertThat(allPages(reader, query, true)).as(query.toString()).isEqualTo(expected);
        }
    }

    static List<TraceSummary> allPages(TraceReader reader, TraceQuery query, boolean complete) {
        List<TraceSummary> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            SearchPage page = reader.search(query.withCursor(cursor), null);
            assertThat(page.complete()).as(page.incompleteReason()).isEqualTo(complete);
            all.addAll(page.traces());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    /** Returns how many headers a minute has. */
    int headers(int minute, boolean merged) {
        int slot = slot(minute);
        return real.execute(
                        "SELECT block FROM " + config.keyspace()
                                + ".index_block WHERE bucket = ? AND level = ? AND slot = ?",
                        merged ? Math.floorDiv(slot, 60) : slot,
                        (byte) (merged ? 1 : 0),
                        slot)
                .all()
                .size();
    }

    /** Returns the pieces of the fresh blocks of a minute. */
    List<Row> freshPieces(int minute) {
        return real.execute(
                        "SELECT block, piece, bytes FROM " + config.keyspace()
                                + ".index_chunk WHERE slot = ? AND level = 0",
                        slot(minute))
                .all();
    }

    /** Returns whether searches read the fresh blocks of a minute. */
    boolean isFresh(int minute) {
        return row("SELECT fresh FROM ${keyspace}.index_slot WHERE part = 0 AND slot = ?", slot(minute))
                .getBoolean(0);
    }

    /** Returns the minute that the clock shows. */
    int currentMinute() {
        return (int) (now / MINUTE - begin / MINUTE);
    }

    void execute(String cql, Object... values) {
        real.execute(cql.replace("${keyspace}", config.keyspace()), values);
    }

    Row row(String cql, Object... values) {
        return real.execute(cql.replace("${keyspace}", config.keyspace()), values)
                .all()
                .get(0);
    }

    @Override
    public void close() {
        window.close();
        real.close();
    }
}
