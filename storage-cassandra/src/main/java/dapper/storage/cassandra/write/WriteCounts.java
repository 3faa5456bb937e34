// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import dapper.storage.cassandra.index.IndexCounts;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what was written to Cassandra and confirmed, since the start: rows, and the mutations that carried them. Fewer
 * mutations a row cost Cassandra less. A row that was written again, by a retry for instance, counts again. Safe for many
 * threads.
 */
public final class WriteCounts {
    private final LongAdder spans = new LongAdder();
    private final LongAdder spanMutations = new LongAdder();
    private final IndexCounts index;
    private final LongAdder sharedRows = new LongAdder();

    /** @param index counts of the blocks that writes add */
    public WriteCounts(IndexCounts index) {
        this.index = index;
    }

    /** Returns what happened to index blocks. */
    public IndexCounts index() {
        return index;
    }

    void spans(int rows, int mutations) {
        spans.add(rows);
        spanMutations.add(mutations);
    }

    /** Each is a mutation. */
    void shared(int rows) {
        sharedRows.add(rows);
    }

    /** Returns the counts by table: cells, parts of index blocks, and rows that many spans share. */
    public List<OfTable> tables() {
        return List.of(
                new OfTable("span", spans.sum(), spanMutations.sum()),
                new OfTable("index_block", index.rows(), index.rows()),
                new OfTable("shared", sharedRows.sum(), sharedRows.sum()));
    }

    /**
     * The counts of one table.
     *
     * @param table {@code shared} stands for several small ones
     */
    public record OfTable(String table, long rows, long mutations) {}
}
