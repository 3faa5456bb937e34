// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How much one search may cost before it answers with what it has. */
final class SearchBudget {
    private final long rows;
    private final Duration time;
    private final Deadline deadline;

    SearchBudget(long rows, Duration time, LongSupplier nanoTime) {
        this.rows = rows;
        this.time = time;
        this.deadline = Deadline.in(time, nanoTime);
    }

    Deadline deadline() {
        return deadline;
    }

    /** Why to stop, for a person; empty while there is something left. */
    String exhausted(long rowsTaken) {
        if (rowsTaken >= rows) {
            return "stopped after " + rowsTaken + " index rows";
        }
        return deadline.isOver() ? "stopped after " + time.toMillis() + " ms and " + rowsTaken + " index rows" : "";
    }
}
