// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.index;

import dapper.storage.cassandra.index.StoredBlock.Level;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happened to index blocks in this process, since the start, for all tenants. Safe for many threads. */
public final class IndexCounts {
    private final LongAdder rows = new LongAdder();
    private final LongAdder fresh = new LongAdder();
    private final LongAdder merged = new LongAdder();
    private final LongAdder damaged = new LongAdder();
    private final LongAdder merges = new LongAdder();
    private final LongAdder mergeFailures = new LongAdder();
    private volatile int unmerged;

    void block(Level level, int pieces) {
        rows.add(pieces + 1L);
        (level == Level.FRESH ? fresh : merged).increment();
    }

    void slot() {
        rows.increment();
    }

    /** Counts a block that a search could not read. */
    public void damaged() {
        damaged.increment();
    }

    /** Counts a slot whose blocks were merged. */
    public void merge() {
        merges.increment();
    }

    /** Counts a block that could not be merged, or an attempt to merge that failed. */
    public void mergeFailure() {
        mergeFailures.increment();
    }

    /** Notes how many slots waited to be merged when this process looked last. */
    public void unmerged(int slots) {
        unmerged = slots;
    }

    public long merges() {
        return merges.sum();
    }

    public long mergeFailures() {
        return mergeFailures.sum();
    }

    public int unmergedSlots() {
        return unmerged;
    }

    /** Returns the rows that Cassandra has confirmed: headers, pieces of bodies, and slots. Each is a mutation. */
    public long rows() {
        return rows.sum();
    }

    /** Returns the number of blocks that were written from spans. */
    public long freshBlocks() {
        return fresh.sum();
    }

    /** Returns the number of blocks that were written from other blocks. */
    public long mergedBlocks() {
        return merged.sum();
    }

    /** Returns the number of blocks that searches had to leave out, counted again by each search. */
    public long damagedBlocks() {
        return damaged.sum();
    }
}
