// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static dapper.storage.cassandra.MergedSlots.LONGEST_SEARCH;
import static dapper.storage.cassandra.MergedSlots.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import dapper.storage.cassandra.index.IndexCounts;
import dapper.storage.cassandra.merge.SlotMerge;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches and merges leave out a damaged block, count it, and find all others; the answer is not complete. */
@Tag("once")
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(300)
class DamagedBlocksTest {
    private final CassandraConfig config;
    private MergedSlots slots;

    /** @param storage has made the keyspace */
    DamagedBlocksTest(CassandraConfig config, CassandraStorage storage) {
        this.config = config;
    }

    /** The ways in which a block may be damaged. */
    enum Damage {
        MISSING_PIECE,
        WRONG_BYTE,
        WRONG_HEADER
    }

    @BeforeEach
    void begin() {
        slots = new MergedSlots(config);
    }

    @AfterEach
    void end() {
        slots.close();
    }

    @ParameterizedTest
    @EnumSource
    void findsEverythingElse(Damage damage) {
        slots.write(0, 1);
        UUID block = Objects.requireNonNull(slots.freshPieces(0).get(0).getUuid(0));
        Map<TraceId, List<Span>> lost = Map.copyOf(slots.truth);
        slots.write(0, 3);
        slots.write(1, 2);
        Map<TraceId, List<Span>> found = new HashMap<>(slots.truth);
        found.keySet().removeAll(lost.keySet());
        damage(damage, block);
        slots.advance(2 * MINUTE);

        IndexCounts counts = new IndexCounts();
        TraceReader old = slots.reader(slots.plain, counts);
        assertFinds(found, old);
        assertThat(counts.damagedBlocks()).isOne();
        Gaps gaps = new Gaps();
        old.search(slots.queries().get(1), gaps);
        assertThat(gaps.reasons).containsExactly("a damaged index block was left out");

        SlotMerge merge = slots.merge(slots.plain);
        merge.run();
        assertThat(slots.counts.merges()).isEqualTo(2);
        assertThat(slots.counts.mergeFailures()).isEqualTo(damage == Damage.WRONG_HEADER ? 0 : 1);
        // The damaged block stays, so that searches report it, and nothing else is merged again.
        assertThat(slots.isFresh(0)).isTrue();
        assertThat(slots.isFresh(1)).isFalse();
        assertFinds(found, old);
        assertFinds(found, slots.reader());

        slots.advance(LONGEST_SEARCH + 6 * MINUTE);
        merge.run();
        merge.run();
        assertThat(slots.headers(0, false)).isOne();
        assertThat(slots.headers(0, true)).isOne();
        assertThat(slots.counts.merges()).isEqualTo(2);
        assertFinds(found, old);
        assertFinds(found, slots.reader());

        // As when it expires.
        slots.execute(
                "DELETE FROM ${keyspace}.index_block USING TIMESTAMP ? WHERE bucket = ? AND level = 0",
                Long.MAX_VALUE / 2,
                slots.slot(0));
        slots.truth.keySet().removeAll(lost.keySet());
        TraceQuery all = slots.queries().get(0);
        List<TraceSummary> expected = BruteForce.search(found, all);
        assertThat(MergedSlots.allPages(old, all, true)).isEqualTo(expected);
        assertThat(MergedSlots.allPages(slots.reader(), all, true)).isEqualTo(expected);
    }

    /** The service is read from the chunk that is damaged. */
    private void assertFinds(Map<TraceId, List<Span>> found, TraceReader reader) {
        TraceQuery query = slots.queries().get(1).withLimit(TraceQuery.MAX_LIMIT);
        List<TraceSummary> expected = BruteForce.search(found, query);
        assertThat(expected).isNotEmpty();
        SearchPage page = reader.search(query, null);
        assertThat(page.traces()).isEqualTo(expected);
        assertThat(page.complete()).isFalse();
        assertThat(page.incompleteReason()).isEqualTo("a damaged index block was left out");
    }

    /** Accepts no trace. */
    private static final class Gaps implements TraceFilter {
        final List<String> reasons = new ArrayList<>();

        @Override
        public OptionalLong accept(Trace trace) {
            return OptionalLong.empty();
        }

        @Override
        public void gaps(String reason) {
            reasons.add(reason);
        }

        @Override
        public String identity() {
            return "gaps";
        }
    }

    private void damage(Damage damage, UUID block) {
        int slot = slots.slot(0);
        switch (damage) {
            case MISSING_PIECE ->
                slots.execute(
                        "DELETE FROM ${keyspace}.index_chunk USING TIMESTAMP ?"
                                + " WHERE slot = ? AND level = 0 AND block = ?",
                        Long.MAX_VALUE / 2,
                        slot,
                        block);
            case WRONG_BYTE -> {
                Row piece = slots.freshPieces(0).stream()
                        .filter(row -> block.equals(row.getUuid(0)))
                        .findFirst()
                        .orElseThrow();
                slots.execute(
                        "UPDATE ${keyspace}.index_chunk USING TIMESTAMP ? SET bytes = ?"
                                + " WHERE slot = ? AND level = 0 AND block = ? AND piece = 0",
                        Long.MAX_VALUE / 2,
                        flipped(Objects.requireNonNull(piece.getByteBuffer(2))),
                        slot,
                        block);
            }
            case WRONG_HEADER -> {
                Row header = slots.row(
                        "SELECT header FROM ${keyspace}.index_block"
                                + " WHERE bucket = ? AND level = 0 AND slot = ? AND block = ?",
                        slot,
                        slot,
                        block);
                slots.execute(
                        "UPDATE ${keyspace}.index_block USING TIMESTAMP ? SET header = ?"
                                + " WHERE bucket = ? AND level = 0 AND slot = ? AND block = ?",
                        Long.MAX_VALUE / 4,
                        flipped(Objects.requireNonNull(header.getByteBuffer(0))),
                        slot,
                        slot,
                        block);
            }
        }
    }

    /** Returns the bytes with another one at the position 20, which is within the first chunk. */
    private static ByteBuffer flipped(ByteBuffer bytes) {
        ByteBuffer copy =
                ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
        return copy.put(20, (byte) (copy.get(20) ^ 1));
    }
}
