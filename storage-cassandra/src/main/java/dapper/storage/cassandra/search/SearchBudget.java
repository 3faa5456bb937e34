// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.cassandra.session.Deadline;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Limits the cost of one search. A search that reaches the limit returns what it has found. */
public final class SearchBudget {
    private final long entries;
    private final Duration time;
    private final long memoryBytes;
    private final Deadline deadline;

    /**
     * @param entries that a search may take of the index, see {@link dapper.storage.SearchPage}
     * @param memoryBytes for the traces that a filter will see, all that are read at the same time together
     */
    public SearchBudget(long entries, Duration time, long memoryBytes, LongSupplier nanoTime) {
        this.entries = entries;
        this.time = time;
        this.memoryBytes = memoryBytes;
        this.deadline = Deadline.in(time, nanoTime);
    }

    Deadline deadline() {
        return deadline;
    }

    long memoryBytes() {
        return memoryBytes;
    }

    /** Returns the reason to stop, as text for a user; empty while some budget is left. */
    String exhausted(long taken) {
        if (taken >= entries) {
            return "stopped after " + taken + " index entries";
        }
        return deadline.isOver() ? "stopped after " + time.toMillis() + " ms and " + taken + " index entries" : "";
    }
}
