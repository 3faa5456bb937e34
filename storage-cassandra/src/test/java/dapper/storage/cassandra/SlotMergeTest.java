// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static dapper.storage.cassandra.MergedSlots.LONGEST_SEARCH;
import static dapper.storage.cassandra.MergedSlots.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.TraceReader;
import dapper.storage.cassandra.merge.SlotMerge;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merges, and searches before, in between and after, with the caches of a reader that has lived all the time. */
@Tag("once")
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(300)
class SlotMergeTest {
    private static final String INSERT_PIECE = "index_chunk (slot";
    private static final String INSERT_HEADER = "index_block (bucket";
    private static final String SHOW = "SET merged";
    private static final String END_FRESH = "SET fresh = false";
    private static final String DELETE_HEADER = "DELETE FROM ${keyspace}.index_block";

    /** Until a slot may be merged again. */
    private static final long PAUSE = 6 * MINUTE;

    private final CassandraConfig config;
    private MergedSlots slots;
    private TraceReader old;

    /** @param storage has made the keyspace */
    SlotMergeTest(CassandraConfig config, CassandraStorage storage) {
        this.config = config;
    }

    @BeforeEach
    void begin() {
        slots = new MergedSlots(config);
        old = slots.reader();
    }

    @AfterEach
    void end() {
        slots.close();
    }

    private void assertExact() {
        slots.assertExact(old);
        slots.assertExact(slots.reader());
    }

    @Test
    void makesFewBlocksOfManyAndSearchesAnswerTheSame() {
        SlotMerge merge = slots.merge(slots.plain);
        for (int minute = 0; minute < 3; minute++) {
            slots.write(minute, 4);
        }
        assertExact();

        slots.advance(2 * MINUTE);
        merge.run();

        assertThat(slots.counts.merges()).isEqualTo(3);
        assertThat(slots.counts.mergeFailures()).isZero();
        for (int minute = 0; minute < 3; minute++) {
            assertThat(slots.headers(minute, true)).isOne();
            assertThat(slots.headers(minute, false)).isEqualTo(4);
            assertThat(slots.isFresh(minute)).isFalse();
        }
        assertExact();

        slots.advance(LONGEST_SEARCH - 1);
        merge.run();
        assertThat(slots.headers(0, false)).isEqualTo(4);

        slots.advance(1);
        merge.run();
        for (int minute = 0; minute < 3; minute++) {
            assertThat(slots.headers(minute, false)).isZero();
            assertThat(slots.freshPieces(minute)).isEmpty();
            assertThat(slots.headers(minute, true)).isOne();
        }
        assertThat(slots.counts.merges()).isEqualTo(3);
        assertExact();
    }

    @Test
    void mergesBlocksThatArriveInAMergedSlot() {
        SlotMerge merge = slots.merge(slots.plain);
        slots.write(0, 3);
        slots.advance(2 * MINUTE);
        merge.run();
        slots.write(0, 2);
        assertThat(slots.isFresh(0)).isTrue();
        assertExact();

        merge.run();
        assertThat(slots.counts.merges()).isOne();
        assertExact();

        slots.advance(PAUSE);
        merge.run();
        assertThat(slots.counts.merges()).isEqualTo(2);
        assertThat(slots.isFresh(0)).isFalse();
        assertThat(slots.headers(0, true)).isEqualTo(2);
        assertExact();

        slots.advance(LONGEST_SEARCH);
        merge.run();
        assertThat(slots.headers(0, false)).isZero();
        assertThat(slots.freshPieces(0)).isEmpty();
        assertExact();
    }

    @Test
    void waitsWithAnotherMergeUntilMergedBlocksAreDeleted() {
        long longSearch = 10 * MINUTE;
        SlotMerge merge = slots.merge(slots.plain, slots.counts, longSearch);
        slots.write(0, 2);
        slots.advance(2 * MINUTE);
        merge.run();
        slots.write(0, 1);

        slots.advance(longSearch - MINUTE);
        merge.run();
        assertThat(slots.counts.merges()).isOne();
        assertThat(slots.headers(0, false)).isEqualTo(3);

        slots.advance(MINUTE);
        merge.run();
        assertThat(slots.headers(0, false)).isOne();
        slots.advance(longSearch + MINUTE);
        merge.run();
        assertThat(slots.counts.merges()).isEqualTo(2);
        assertThat(slots.headers(0, true)).isEqualTo(2);
        assertExact();
    }

    @Test
    void mergesLateSpansIntoTheMinuteOfTheirStart() {
        SlotMerge merge = slots.merge(slots.plain);
        slots.write(0, 2);
        slots.advance(2 * MINUTE);
        merge.run();

        slots.write(0, 25, config.retention());
        slots.write(1, 26, config.retention());
        assertThat(slots.isFresh(0)).isTrue();
        assertThat(slots.headers(25, false)).isZero();
        assertExact();

        slots.advance(PAUSE);
        merge.run();
        slots.advance(LONGEST_SEARCH);
        merge.run();
        assertThat(slots.headers(0, true)).isEqualTo(2);
        assertThat(slots.headers(1, true)).isOne();
        assertThat(slots.freshPieces(0)).isEmpty();
        assertThat(slots.freshPieces(1)).isEmpty();
        assertExact();
    }

    @Test
    void leavesAloneASlotThatMayStillGetSpans() {
        int current = slots.currentMinute();
        slots.write(current, 1);
        slots.write(current - 2, 1);

        slots.merge(slots.plain).run();

        assertThat(slots.headers(current, true)).isZero();
        assertThat(slots.headers(current - 2, true)).isOne();
    }

    @Test
    void keepsABlockThatArrivesWhileItsSlotIsMerged() {
        slots.write(0, 2);
        slots.advance(2 * MINUTE);
        FaultySession session = slots.newSession();
        SlotMerge merge = slots.merge(session);
        session.before(INSERT_HEADER, () -> slots.write(0, 1));
        merge.run();

        assertThat(slots.isFresh(0)).isTrue();
        assertExact();
        slots.advance(PAUSE);
        merge.run();
        assertThat(slots.headers(0, false)).isOne();
        slots.advance(PAUSE);
        merge.run();
        assertThat(slots.headers(0, false)).isZero();
        assertThat(slots.isFresh(0)).isFalse();
        assertExact();
    }

    @Test
    void mergesEachSlotOnceThoughManyCollectorsTry() {
        int minutes = 6;
        for (int minute = 0; minute < minutes; minute++) {
            slots.write(minute, 1);
        }
        slots.advance(2 * MINUTE);
        FaultySession first = slots.newSession();
        FaultySession second = slots.newSession();
        SlotMerge other = slots.merge(second);
        // The second lists the same slots, and waits until the first has merged them.
        second.before("index_lease", () -> slots.merge(first).run());
        other.run();

        for (int minute = 0; minute < minutes; minute++) {
            assertThat(slots.headers(minute, true)).isOne();
        }
        assertThat(slots.counts.merges()).isEqualTo(minutes);
        assertExact();
    }

    @Test
    void answersExactlyWhileCollectorsMergeAtTheSameTime() {
        for (int minute = 0; minute < 6; minute++) {
            slots.write(minute, 2);
        }
        slots.advance(2 * MINUTE);
        SlotMerge one = slots.merge(slots.newSession());
        SlotMerge two = slots.merge(slots.newSession());
        CompletableFuture<?> both =
                CompletableFuture.allOf(CompletableFuture.runAsync(one::run), CompletableFuture.runAsync(two::run));
        do {
            slots.assertExact(old);
        } while (!both.isDone());
        both.join();

        assertThat(slots.counts.merges()).isEqualTo(6);
        slots.advance(LONGEST_SEARCH);
        one.run();
        two.run();
        for (int minute = 0; minute < 6; minute++) {
            assertThat(slots.headers(minute, true)).isOne();
            assertThat(slots.freshPieces(minute)).isEmpty();
        }
        assertExact();
    }

    @ParameterizedTest
    @ValueSource(strings = {INSERT_PIECE, INSERT_HEADER, SHOW})
    void losesNothingWhenALeaseEndsAndAnotherCollectorMerges(String paused) {
        slots.write(0, 3);
        slots.write(1, 1);
        slots.advance(2 * MINUTE);
        FaultySession slow = slots.newSession();
        SlotMerge other = slots.merge(slots.plain);
        slow.before(paused, () -> {
            slots.endLeases();
            slots.write(0, 1);
            other.run();
            assertExact();
        });
        SlotMerge merge = slots.merge(slow);
        merge.run();
        assertExact();

        slots.advance(PAUSE);
        other.run();
        merge.run();
        slots.advance(PAUSE);
        other.run();
        merge.run();
        assertThat(slots.headers(0, false)).isZero();
        assertThat(slots.freshPieces(0)).isEmpty();
        assertExact();
    }

    @Test
    void stopsWhenItsLeaseHasEnded() {
        slots.write(0, 2);
        slots.advance(2 * MINUTE);
        FaultySession slow = slots.newSession();
        slow.before("index_lease USING TTL", slots::endLeases);
        slots.merge(slow).run();

        assertThat(slots.headers(0, true)).isZero();
        assertThat(slots.counts.merges()).isZero();
        slots.merge(slots.plain).run();
        assertThat(slots.headers(0, true)).isOne();
        assertExact();
    }

    @ParameterizedTest
    @ValueSource(strings = {INSERT_PIECE, INSERT_HEADER, SHOW, END_FRESH})
    void losesNothingWhenACollectorEndsWithinAMerge(String before) {
        slots.write(0, 3);
        slots.write(1, 2);
        slots.advance(2 * MINUTE);
        FaultySession session = slots.newSession();
        session.crashBefore(before);
        SlotMerge crashing = slots.merge(session);
        assertThatThrownBy(crashing::run).hasRootCauseMessage("the process has ended");
        assertExact();

        SlotMerge other = slots.merge(slots.plain);
        other.run();
        // The lease of the one that ended lasts a minute.
        assertThat(slots.counts.merges()).isOne();
        assertExact();

        slots.endLeases();
        slots.advance(PAUSE);
        other.run();
        slots.advance(LONGEST_SEARCH);
        other.run();
        for (int minute = 0; minute < 2; minute++) {
            assertThat(slots.isFresh(minute)).isFalse();
            assertThat(slots.headers(minute, false)).isZero();
            assertThat(slots.freshPieces(minute)).isEmpty();
        }
        assertExact();
    }

    @ParameterizedTest
    @ValueSource(strings = {DELETE_HEADER, "DELETE FROM ${keyspace}.index_chunk"})
    void deletesLaterWhatCouldNotBeDeleted(String before) {
        slots.write(0, 3);
        slots.advance(2 * MINUTE);
        FaultySession session = slots.newSession();
        SlotMerge merge = slots.merge(session);
        merge.run();
        slots.advance(LONGEST_SEARCH);
        session.crashBefore(before.replace("${keyspace}", config.keyspace()));
        assertThatThrownBy(merge::run).hasRootCauseMessage("the process has ended");
        // No piece is deleted before all headers are: the block would look damaged.
        if (before.equals(DELETE_HEADER)) {
            assertThat(slots.freshPieces(0)).hasSize(3);
        } else {
            assertThat(slots.headers(0, false)).isZero();
            assertThat(slots.freshPieces(0)).isNotEmpty();
        }
        assertExact();
        slots.merge(slots.plain).run();
        assertExact();

        // As after a time without an answer from Cassandra.
        session.recover();
        merge.run();
        assertThat(slots.headers(0, false)).isZero();
        assertThat(slots.freshPieces(0)).isEmpty();
        assertExact();
    }

    @Test
    void keepsTheMergedBlockAsLongAsItsYoungestPart() {
        slots.write(0, 0, Duration.ofSeconds(5_000));
        slots.write(0, 0, Duration.ofSeconds(9_000));
        slots.write(0, 0, Duration.ofSeconds(7_000));
        slots.advance(2 * MINUTE);
        slots.merge(slots.plain).run();

        int slot = slots.slot(0);
        Row header = slots.row(
                "SELECT block, TTL(header) FROM ${keyspace}.index_block WHERE bucket = ? AND level = 1 AND slot = ?",
                Math.floorDiv(slot, 60),
                slot);
        // A header lives a minute longer than its spans.
        assertThat(header.getInt(1)).isBetween(8_960, 9_060);
        Row piece = slots.row(
                "SELECT TTL(bytes) FROM ${keyspace}.index_chunk WHERE slot = ? AND level = 1 AND block = ?",
                slot,
                header.getUuid(0));
        assertThat(piece.getInt(0)).isBetween(9_060 + 3_500, 9_060 + 3_600);
    }

    @Test
    void marksASlotWhoseBlocksHaveExpired() {
        slots.write(0, 1);
        slots.execute(
                "DELETE FROM ${keyspace}.index_block USING TIMESTAMP ? WHERE bucket = ? AND level = 0",
                Long.MAX_VALUE / 2,
                slots.slot(0));
        slots.advance(2 * MINUTE);
        slots.merge(slots.plain).run();

        assertThat(slots.isFresh(0)).isFalse();
        assertThat(slots.headers(0, true)).isZero();
    }
}
