// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.Span;
import dapper.storage.SpanWriter;
import dapper.storage.SpansRefusedException;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.Spans;
import dapper.storage.cassandra.index.IndexCounts;
import dapper.storage.cassandra.index.InsertBlocks;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.testing.EmbeddedCassandraExtension;
import dapper.storage.testing.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Writes of different requests that are one write to Cassandra; the test decides when a wait ends. */
@Tag("once")
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(180)
class MergedWriteTest {
    private static final long MOST_BYTES = 1 << 20;

    private final TestNode node;
    private final CassandraConfig config;
    private final CassandraStorage storage;
    private final List<Runnable> waits = new ArrayList<>();
    private long now = 5_000_000_000L;
    private final WriteWindow window =
            new WriteWindow(Duration.ofMillis(250), MOST_BYTES, () -> now, (nanos, work) -> waits.add(work), () -> {});
    private final WriteLimit limit = new WriteLimit(1, MOST_BYTES);
    private final WriteCounts counts = new WriteCounts(new IndexCounts());
    private CqlSession session;
    private CassandraSpanWriter writer;

    MergedWriteTest(TestNode node, CassandraConfig config, CassandraStorage storage) {
        this.node = node;
        this.config = config;
        this.storage = storage;
    }

    @BeforeEach
    void begin() {
        session = Connection.open(config);
        writer = writer(config, window);
        for (int i = 0; i < WriteWindow.MANY_WRITES; i++) {
            window.count();
        }
    }

    @AfterEach
    void end() {
        session.close();
    }

    private CassandraSpanWriter writer(CassandraConfig of, WriteWindow own) {
        Statements statements = new Statements(session, of.keyspace());
        SharedRows shared = new SharedRows(statements, new RecentlyWritten(1000, Duration.ofHours(1)), counts);
        InsertBlocks insert = new InsertBlocks(statements, of.retention(), counts.index());
        BlockWindow blocks = new BlockWindow(
                insert,
                limit,
                Runnable::run,
                (nanos, work) -> work.run(),
                process -> 0,
                System::nanoTime,
                System::nanoTime);
        return new CassandraSpanWriter(statements, shared, own, limit, blocks, counts, of.keyspace());
    }

    @Test
    void writesTheSpansOfSeveralRequestsInOneMutation() throws Exception {
        TraceId id = new TraceId(1, 1);
        List<Span> spans = new ArrayList<>();
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (String service : List.of("front", "orders", "store")) {
            Span span = Spans.of(id, spans.size() + 1).service(service).build();
            spans.add(span);
            writes.add(writer.begin(service).write(id, List.of(span)));
        }
        assertThat(waits).hasSize(3);
        assertThat(writes)
                .allSatisfy(write -> assertThat(write.toCompletableFuture()).isNotDone());

        waits.get(1).run();
        await(writes);
        waits.forEach(Runnable::run);

        assertThat(stored(id)).containsExactlyInAnyOrderElementsOf(spans);
        assertThat(counts.tables().get(0)).isEqualTo(new WriteCounts.OfTable("span", 3, 1));
        assertThat(writer.openWrites().size()).isZero();
    }

    @Test
    void keepsRefusedSpansWithTheirRequest() throws Exception {
        TraceId id = new TraceId(2, 1);
        Span good = Spans.of(id, 1).build();
        Span longName = Spans.of(id, 2).name("é".repeat(40_000)).build();
        Span other = Spans.of(id, 3).build();
        Span longService = Spans.of(id, 4).service("s".repeat(70_000)).build();
        CompletionStage<Void> partly = writer.begin("a").write(id, List.of(good, longName));
        CompletionStage<Void> well = writer.begin("b").write(id, List.of(other));
        CompletionStage<Void> none = writer.begin("c").write(id, List.of(longService));

        waits.get(0).run();

        get(well);
        assertRefused(partly, 1, "the span name");
        assertRefused(none, 1, "the service name");
        assertThat(stored(id)).containsExactlyInAnyOrder(good, other);
        assertThat(counts.tables().get(0)).isEqualTo(new WriteCounts.OfTable("span", 2, 1));
    }

    /** A rule of the cluster, which cannot be known in advance: here a column that takes ASCII only. */
    @Test
    void findsTheSpansThatCassandraRefusesInEachRequest() throws Exception {
        session.execute("DROP TABLE " + config.keyspace() + ".operation");
        session.execute("CREATE TABLE " + config.keyspace() + ".operation (service text, name ascii, kind tinyint,"
                + " PRIMARY KEY (service, name, kind))");
        TraceId id = new TraceId(3, 1);
        List<Span> good = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            good.add(Spans.of(id, i).name("good " + i).build());
        }
        Span poison = Spans.of(id, 5).name("é").build();
        Span alone = Spans.of(id, 6).name("ü").build();
        CompletionStage<Void> partly = writer.begin("a").write(id, List.of(good.get(0), poison, good.get(1)));
        CompletionStage<Void> well = writer.begin("b").write(id, good.subList(2, 4));
        CompletionStage<Void> none = writer.begin("c").write(id, List.of(alone));

        waits.get(0).run();

        get(well);
        assertRefused(partly, 1, "Cassandra refused it: ");
        assertRefused(none, 1, "Cassandra refused it: ");
        assertThat(stored(id)).containsExactlyInAnyOrderElementsOf(good);
    }

    @Test
    void failsEachRequestThatHadSpansInAWriteThatFails() throws Exception {
        TraceId id = new TraceId(4, 1);
        Span one = Spans.of(id, 1).service("one").build();
        Span two = Spans.of(id, 2).service("two").build();
        replicate(3);
        List<CompletionStage<Void>> writes = List.of(
                writer.begin("a").write(id, List.of(one)), writer.begin("b").write(id, List.of(two)));
        waits.get(0).run();
        assertThat(writes)
                .allSatisfy(write ->
                        assertThatThrownBy(() -> get(write)).hasCauseInstanceOf(StorageUnavailableException.class));

        replicate(1);
        assertThat(stored(id)).isEmpty();
        pause();
        CompletionStage<Void> again = writer.begin("a").write(id, List.of(one));
        CompletionStage<Void> againToo = writer.begin("b").write(id, List.of(two));
        waits.get(0).run();
        await(List.of(again, againToo));

        assertThat(stored(id)).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void storesEachSpanOnceWhenARetryIsMergedWithOtherSpans() throws Exception {
        TraceId id = new TraceId(6, 1);
        List<Span> one = List.of(Spans.of(id, 1).build(), Spans.of(id, 2).build());
        List<Span> two = List.of(Spans.of(id, 3).build());
        List<Span> three = List.of(Spans.of(id, 4).build());
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (List<List<Span>> together : List.of(List.of(one, two), List.of(two, three), List.of(one))) {
            pause();
            together.forEach(spans -> writes.add(writer.begin("shop").write(id, spans)));
            waits.get(0).run();
            await(writes);
        }

        assertThat(stored(id)).hasSize(4);
    }

    @Test
    void leavesOutARequestThatIsGivenUp() throws Exception {
        TraceId id = new TraceId(7, 1);
        Span other = Spans.of(id, 2).build();
        SpanWriter.Request given = writer.begin("a");
        CompletionStage<Void> up = given.write(id, List.of(Spans.of(id, 1).build()));
        CompletionStage<Void> well = writer.begin("b").write(id, List.of(other));

        given.giveUp(new StorageUnavailableException("silent"));
        CompletionStage<Void> late = given.write(id, List.of(Spans.of(id, 3).build()));
        assertThat(List.of(up, late))
                .allSatisfy(write -> assertThatThrownBy(() -> get(write)).hasMessageContaining("silent"));
        waits.get(1).run();

        get(well);
        assertThat(stored(id)).containsExactly(other);
    }

    @Test
    void leavesOutARequestThatIsGivenUpWhileBothWaitForATurn() throws Exception {
        TraceId id = new TraceId(7, 2);
        Span other = Spans.of(id, 2).build();
        CompletableFuture<Void> before = block();
        SpanWriter.Request given = writer.begin("a");
        CompletionStage<Void> up = given.write(id, List.of(Spans.of(id, 1).build()));
        CompletionStage<Void> well = writer.begin("b").write(id, List.of(other));
        waits.forEach(Runnable::run);

        given.giveUp(new StorageUnavailableException("silent"));
        assertThatThrownBy(() -> get(up)).hasMessageContaining("silent");
        before.complete(null);

        get(well);
        assertThat(stored(id)).containsExactly(other);
    }

    @Test
    void beginsWithTheFirstTurnOfAnyOfItsRequests() throws Exception {
        CompletableFuture<Void> before = block();
        SpanWriter.Request large = writer.begin("large");
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            TraceId id = new TraceId(8, i);
            writes.add(large.write(id, List.of(Spans.of(id, 1).build())));
        }
        TraceId last = new TraceId(8, 100);
        CompletableFuture<Long> mutations = writer.begin("small")
                .write(last, List.of(Spans.of(last, 2).build()))
                .thenApply(done -> counts.tables().get(0).mutations())
                .toCompletableFuture();
        waits.forEach(Runnable::run);
        before.complete(null);

        // More turns pass while the answer waits for the index block; in the order of the large request it would be
        // the last one.
        assertThat(get(mutations))
                .as("turns before the answer to the small request")
                .isLessThan(100);
        await(writes);
        assertThat(counts.tables().get(0)).isEqualTo(new WriteCounts.OfTable("span", 101, 100));
    }

    @Test
    void mergesNoMoreThanFitsIntoABatch() throws Exception {
        TraceId id = new TraceId(9, 1);
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            Span span = Spans.of(id, i).tag("n", "x".repeat(100_000)).build();
            writes.add(writer.begin("a" + i).write(id, List.of(span)));
        }

        waits.forEach(Runnable::run);

        await(writes);
        assertThat(counts.tables().get(0)).isEqualTo(new WriteCounts.OfTable("span", 3, 2));
    }

    @Test
    void settlesEveryWriteOfManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<List<Span>>> senders = new ArrayList<>();
        for (int thread = 1; thread <= 4; thread++) {
            Random random = new Random(thread);
            long from = thread * 1000L;
            Callable<List<Span>> sender = () -> send(random, from);
            senders.add(threads.submit(sender));
        }
        List<Span> acknowledged = new ArrayList<>();
        for (Future<List<Span>> sender : senders) {
            acknowledged.addAll(sender.get());
        }
        threads.shutdown();

        List<Span> stored = new ArrayList<>();
        for (int trace = 0; trace < 20; trace++) {
            stored.addAll(stored(new TraceId(11, trace)));
        }
        assertThat(stored).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(acknowledged).hasSizeGreaterThan(400);
        assertThat(counts.tables().get(0).mutations())
                .isLessThan(counts.tables().get(0).rows());
        assertThat(writer.openWrites().size()).isZero();
    }

    /** Writes spans of 20 traces in 50 requests, some of which are given up; returns the spans that were stored. */
    private List<Span> send(Random random, long from) throws Exception {
        List<Span> spans = new ArrayList<>();
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (int request = 0; request < 50; request++) {
            WriteLimit.Request order = limit.begin("sender " + random.nextInt(3));
            // Without a wait: the turns alone decide what is merged.
            RequestWrites own = new RequestWrites(writer, writer.openWrites(), window, order, false);
            for (int write = 0; write < 5; write++) {
                TraceId id = new TraceId(11, random.nextInt(20));
                Span span = Spans.of(id, from + spans.size()).build();
                spans.add(span);
                writes.add(own.write(id, List.of(span)));
            }
            if (random.nextInt(10) == 0) {
                own.giveUp(new StorageUnavailableException("silent"));
            }
        }
        List<Span> acknowledged = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            if (writes.get(i)
                    .handle((done, failure) -> failure == null)
                    .toCompletableFuture()
                    .get(60, SECONDS)) {
                acknowledged.add(spans.get(i));
            }
        }
        return acknowledged;
    }

    /** Lets so much time pass that the senders wait again. */
    private void pause() {
        waits.clear();
        now += 600_000_000;
    }

    /** Takes the only place of the limit until the result is completed. */
    private CompletableFuture<Void> block() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        limit.begin("before").submit(new WriteLimit.Write() {
            @Override
            public long prepare() {
                return 1;
            }

            @Override
            public CompletionStage<Void> send() {
                return end;
            }
        });
        return end;
    }

    private void replicate(int copies) {
        session.execute("ALTER KEYSPACE " + config.keyspace()
                + " WITH replication = {'class': 'NetworkTopologyStrategy', '" + config.localDatacenter() + "': "
                + copies + "}");
    }

    private List<Span> stored(TraceId id) {
        return storage.reader().trace(id).map(trace -> trace.spans()).orElse(List.of());
    }

    private List<Row> rows(CassandraConfig of, String table) {
        return session.execute("SELECT * FROM " + of.keyspace() + "." + table).all();
    }

    private static void assertRefused(CompletionStage<Void> write, int spans, String reason) {
        assertThatThrownBy(() -> get(write))
                .cause()
                .isInstanceOfSatisfying(
                        SpansRefusedException.class,
                        refused -> assertThat(refused.spans()).isEqualTo(spans))
                .hasMessageStartingWith(reason);
    }

    private static void await(List<CompletionStage<Void>> writes) throws Exception {
        for (CompletionStage<Void> write : writes) {
            get(write);
        }
    }

    private static <T> T get(CompletionStage<T> write) throws Exception {
        return write.toCompletableFuture().get(60, SECONDS);
    }
}
