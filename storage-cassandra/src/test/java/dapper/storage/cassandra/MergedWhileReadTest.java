// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static dapper.storage.cassandra.MergedSlots.LONGEST_SEARCH;
import static dapper.storage.cassandra.MergedSlots.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.storage.TraceQuery;
import dapper.storage.cassandra.index.IndexCounts;
import dapper.storage.cassandra.merge.SlotMerge;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches whose blocks are merged between two of their reads answer exactly. */
@Tag("once")
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(300)
class MergedWhileReadTest {
    private static final String SLOTS = "index_slot WHERE part = 0 AND slot >=";
    private static final String IDS = "SELECT block FROM";
    private static final String HEADERS = "AND slot = ? AND block >= ?";
    private static final String PIECES = "SELECT bytes FROM";

    private final CassandraConfig config;
    private final IndexCounts counts = new IndexCounts();
    private MergedSlots slots;
    private SlotMerge merge;

    /** @param storage has made the keyspace */
    MergedWhileReadTest(CassandraConfig config, CassandraStorage storage) {
        this.config = config;
    }

    @BeforeEach
    void begin() {
        slots = new MergedSlots(config);
        merge = slots.merge(slots.plain);
        for (int minute = 0; minute < 3; minute++) {
            slots.write(minute, 3);
        }
        slots.advance(2 * MINUTE);
    }

    @AfterEach
    void end() {
        slots.close();
    }

    private void search(String before, Runnable action) {
        FaultySession session = slots.newSession();
        AtomicInteger runs = new AtomicInteger();
        session.before(before, () -> {
            action.run();
            runs.incrementAndGet();
        });
        TraceQuery all = slots.queries().get(0);
        assertThat(MergedSlots.allPages(slots.reader(session, counts), all, true))
                .isEqualTo(BruteForce.search(slots.truth, all));
        assertThat(runs.get()).isOne();
        assertThat(counts.damagedBlocks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {SLOTS, IDS, HEADERS, PIECES})
    void answersExactlyWhenBlocksAreMerged(String before) {
        search(before, merge::run);

        assertThat(slots.counts.merges()).isEqualTo(3);
    }

    @Test
    void answersExactlyWhenItsBlocksAreGone() {
        search(PIECES, () -> {
            merge.run();
            slots.advance(LONGEST_SEARCH);
            merge.run();
            assertThat(slots.freshPieces(0)).isEmpty();
        });
    }

    @Test
    void answersExactlyWhenBlocksAreMergedTwice() {
        merge.run();
        slots.write(1, 2);
        search(PIECES, () -> {
            slots.advance(6 * MINUTE);
            merge.run();
            slots.advance(LONGEST_SEARCH);
            merge.run();
            assertThat(slots.headers(1, true)).isEqualTo(2);
            assertThat(slots.freshPieces(1)).isEmpty();
        });
    }
}
