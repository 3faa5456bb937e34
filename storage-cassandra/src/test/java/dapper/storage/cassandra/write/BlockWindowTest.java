// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.Span;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.Spans;
import dapper.storage.cassandra.block.BlockHeader;
import dapper.storage.cassandra.index.IndexCounts;
import dapper.storage.cassandra.index.InsertBlocks;
import dapper.storage.cassandra.index.Slots;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Windows whose waits the test ends, and the blocks that they leave in Cassandra. */
@Tag("once")
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(300)
class BlockWindowTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final TraceId TRACE = new TraceId(1, 1);
    private static final long START = Spans.of(TRACE, 1).build().startUnixNanos();

    private final CassandraConfig config;
    private final List<Long> waits = new ArrayList<>();
    private final List<Runnable> timeOuts = new ArrayList<>();
    private final IndexCounts counts = new IndexCounts();
    private final WriteLimit limit = new WriteLimit(8, 1_000);
    private CqlSession session;
    private BlockWindow window;
    private long nanoTime = 5_000_000_000L;
    private long arrival = START + MINUTE;
    private long patience = Long.MAX_VALUE;
    private Executor encoding = Runnable::run;

    /** @param storage has made the keyspace */
    BlockWindowTest(CassandraConfig config, CassandraStorage storage) {
        this.config = config;
    }

    @BeforeEach
    void begin() {
        session = Connection.open(config);
        session.execute("TRUNCATE " + config.keyspace() + ".index_block");
        Statements statements = new Statements(session, config.keyspace());
        window = new BlockWindow(
                new InsertBlocks(statements, config.retention(), counts),
                limit,
                work -> encoding.execute(work),
                (nanos, work) -> {
                    waits.add(nanos);
                    timeOuts.add(work);
                },
                process -> patience,
                () -> nanoTime,
                () -> arrival);
    }

    @AfterEach
    void end() {
        session.close();
    }

    @Test
    void storesAtOnceAfterAPauseAndThenWaitsForTheRestOfTheTime() {
        await(window.add(spans(1, 1)));
        assertThat(waits).isEmpty();
        assertThat(counts.freshBlocks()).isOne();

        nanoTime += 100_000_000;
        CompletableFuture<Void> second = window.add(spans(2, 1));
        CompletableFuture<Void> third = window.add(spans(3, 1));
        assertThat(waits).containsExactly(150_000_000L);
        assertThat(second).isNotDone();

        nanoTime += 150_000_000;
        timeOuts.get(0).run();
        await(second);
        await(third);
        assertThat(counts.freshBlocks()).isEqualTo(2);
        assertThat(rows(Slots.of(arrival))).containsExactly(1, 2);

        CompletableFuture<Void> fourth = window.add(spans(4, 1));
        assertThat(waits).containsExactly(150_000_000L, BlockWindow.NANOS);
        // The wait of a window that is closed.
        timeOuts.get(0).run();
        assertThat(fourth).isNotDone();
        timeOuts.get(1).run();
        await(fourth);

        nanoTime += BlockWindow.NANOS;
        await(window.add(spans(5, 1)));
        assertThat(waits).hasSize(2);
    }

    @Test
    void closesSoonerForAProcessThatWaitsForItsAnswer() {
        open();
        CompletableFuture<Void> patient = window.add(spans(1, 1));
        patience = 30_000_000;
        CompletableFuture<Void> impatient = window.add(spans(2, 1));
        patience = 100_000_000;
        window.add(spans(3, 1));
        assertThat(waits).containsExactly(BlockWindow.NANOS, 30_000_000L);

        timeOuts.get(1).run();
        await(patient);
        await(impatient);

        nanoTime += 5_000_000;
        patience = 0;
        CompletableFuture<Void> soon = window.add(spans(4, 1));
        assertThat(waits).last().isEqualTo(BlockWindow.LEAST_NANOS - 5_000_000);
        assertThat(soon).isNotDone();
        timeOuts.get(2).run();
        await(soon);

        nanoTime += BlockWindow.LEAST_NANOS;
        await(window.add(spans(5, 1)));
        assertThat(waits).hasSize(3);
    }

    @Test
    void waitsForTheBlockBefore() {
        Queue<Runnable> blocks = new ArrayDeque<>();
        encoding = blocks::add;
        patience = 0;
        CompletableFuture<Void> first = window.add(spans(1, 1));
        assertThat(blocks).hasSize(1);

        nanoTime += 100_000_000;
        CompletableFuture<Void> second = window.add(spans(2, 1));
        assertThat(blocks).hasSize(1);
        blocks.remove().run();
        await(first);
        assertThat(blocks).hasSize(1);
        blocks.remove().run();
        await(second);

        // A block that takes long does not make the next one wait for longer than the usual time.
        nanoTime += BlockWindow.NANOS;
        CompletableFuture<Void> third = window.add(spans(3, 1));
        CompletableFuture<Void> fourth = window.add(spans(4, 1));
        assertThat(blocks).hasSize(1);
        timeOut();
        assertThat(blocks).hasSize(2);
        blocks.forEach(Runnable::run);
        await(third);
        await(fourth);
    }

    @Test
    void closesWithTooManySpansAndCompletesAWriteWithTheLastOfItsWindows() {
        open();
        CompletableFuture<Void> small = window.add(spans(1, 10));
        CompletableFuture<Void> large = window.add(spans(100, 2 * BlockWindow.MOST_SPANS));
        await(small);
        assertThat(large).isNotDone();

        timeOut();
        await(large);
        assertThat(rows(Slots.of(arrival))).containsExactly(1, 10, BlockWindow.MOST_SPANS, BlockWindow.MOST_SPANS);
    }

    @Test
    void closesWithTooManyBytes() {
        open();
        Span large = Spans.of(TRACE, 7).tag("text", "x".repeat(1 << 20)).build();
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            assertThat(writes).allSatisfy(write -> assertThat(write).isNotDone());
            writes.add(window.add(List.of(large)));
        }
        writes.forEach(BlockWindowTest::await);
        CompletableFuture<Void> next = window.add(spans(1, 1));
        assertThat(next).isNotDone();
        timeOut();
        await(next);
        assertThat(rows(Slots.of(arrival))).containsExactly(1, 1, 4);
    }

    @Test
    void failsEveryWriteOfAWindowAndNoOther() {
        open();
        CompletableFuture<Void> first = window.add(spans(1, 1));
        CompletableFuture<Void> second = window.add(spans(2, 5));
        session.close();
        timeOut();

        for (CompletableFuture<Void> write : List.of(first, second)) {
            assertThatThrownBy(() -> await(write)).hasCauseInstanceOf(StorageUnavailableException.class);
        }
        assertThat(isFree()).isTrue();
    }

    @Test
    void failsAWriteThatCannotBeEncodedAnyMore() {
        BlockWindow refusing = new BlockWindow(
                new InsertBlocks(new Statements(session, config.keyspace()), config.retention(), counts),
                limit,
                work -> {
                    throw new RejectedExecutionException("closed");
                },
                (nanos, work) -> timeOuts.add(work),
                process -> patience,
                () -> nanoTime,
                () -> arrival);
        CompletableFuture<Void> write = refusing.add(spans(1, 1));

        assertThatThrownBy(() -> await(write)).hasMessageContaining("closed");
        assertThat(isFree()).isTrue();
    }

    @Test
    void holdsBytesUntilTheBlockIsStored() {
        open();
        CompletableFuture<Void> first = window.add(
                List.of(Spans.of(TRACE, 1).tag("text", "x".repeat(500)).build()));
        CompletableFuture<Void> second = window.add(
                List.of(Spans.of(TRACE, 2).tag("text", "x".repeat(500)).build()));
        assertThat(isFree()).isFalse();

        timeOut();
        await(first);
        await(second);
        assertThat(isFree()).isTrue();
    }

    @Test
    void putsSpansIntoTheMinutesWhereSearchesLook() {
        List<Long> starts = List.of(
                // In time: the minute of arrival.
                arrival,
                arrival - 10 * MINUTE,
                arrival + MINUTE,
                // Late and early: the minute of the start.
                arrival - 10 * MINUTE - 1,
                arrival + MINUTE + 1,
                arrival - TimeUnit.DAYS.toNanos(31),
                arrival + TimeUnit.DAYS.toNanos(1),
                // Impossible.
                arrival - TimeUnit.DAYS.toNanos(31) - 1,
                arrival + TimeUnit.DAYS.toNanos(1) + 1,
                -1L,
                0L,
                Long.MIN_VALUE,
                Long.MAX_VALUE);
        await(window.add(starting(starts)));

        Map<Integer, List<Integer>> expected = new TreeMap<>();
        expected.put(Slots.of(arrival), List.of(3));
        expected.put(Slots.of(starts.get(3)), List.of(1));
        expected.put(Slots.of(starts.get(4)), List.of(1));
        expected.put(Slots.of(starts.get(5)), List.of(1));
        expected.put(Slots.of(starts.get(6)), List.of(1));
        expected.put(Slots.STRAY, List.of(6));
        assertThat(allRows()).isEqualTo(expected);
        for (long start : starts.subList(0, 7)) {
            assertThat(Slots.of(start, arrival)).isBetween(Slots.first(start), Slots.last(start));
        }
    }

    @Test
    void dividesABlockIntoAFewLateMinutesAndPutsTheRestAmongStrays() {
        List<Long> starts = new ArrayList<>();
        for (int minute = 0; minute < 100; minute++) {
            starts.add(arrival - (20 + minute) * MINUTE);
        }
        await(window.add(starting(starts)));

        Map<Integer, List<Integer>> found = allRows();
        assertThat(found).hasSizeBetween(Slots.MOST_LATE, Slots.MOST_LATE + 2);
        int strays = 100 - (found.size() - 1);
        assertThat(found.get(Slots.STRAY)).containsExactly(strays);
    }

    /** Stores one span, so that the next window waits. */
    private void open() {
        await(window.add(spans(99, 1)));
    }

    /** Ends the waits of all windows. */
    private void timeOut() {
        nanoTime += BlockWindow.NANOS;
        List.copyOf(timeOuts).forEach(Runnable::run);
    }

    private static List<Span> spans(int firstId, int count) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spans.add(Spans.of(TRACE, firstId + i).build());
        }
        return spans;
    }

    private static List<Span> starting(List<Long> starts) {
        List<Span> spans = new ArrayList<>();
        for (long start : starts) {
            spans.add(Spans.of(TRACE, spans.size() + 1).start(start - START).build());
        }
        return spans;
    }

    private static void await(CompletableFuture<Void> write) {
        write.orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** Returns whether a write of as many bytes as the limit permits may begin. */
    private boolean isFree() {
        boolean[] begun = {false};
        WriteLimit.Request request = limit.begin("test");
        request.submit(new WriteLimit.Write() {
            @Override
            public long prepare() {
                return 1_000;
            }

            @Override
            public CompletionStage<Void> send() {
                begun[0] = true;
                return CompletableFuture.completedFuture(null);
            }
        });
        return begun[0];
    }

    /** Returns the numbers of spans of the blocks of a slot, ascending. */
    private List<Integer> rows(int slot) {
        return allRows().getOrDefault(slot, List.of());
    }

    private Map<Integer, List<Integer>> allRows() {
        Map<Integer, List<Integer>> slots = new TreeMap<>();
        for (Row row : session.execute("SELECT slot, header FROM " + config.keyspace() + ".index_block")) {
            ByteBuffer header = Objects.requireNonNull(row.getByteBuffer(1));
            slots.computeIfAbsent(row.getInt(0), absent -> new ArrayList<>())
                    .add(BlockHeader.read(header).rows());
        }
        slots.values().forEach(Collections::sort);
        return slots;
    }
}
