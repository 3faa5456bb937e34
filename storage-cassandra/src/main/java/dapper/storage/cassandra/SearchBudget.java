// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import java.time.Duration;

/** How much one search may cost before it answers with what it has. */
final class SearchBudget {
    private final long rows;
    private final Duration time;
    private final long deadline;

    SearchBudget(long rows, Duration time) {
        this.rows = rows;
        this.time = time;
        this.deadline = System.nanoTime() + time.toNanos();
    }

    /** Why to stop, for a person; empty while there is something left. No search stops before its first row. */
    String exhausted(long rowsTaken) {
        if (rowsTaken == 0) {
            return "";
        }
        if (rowsTaken >= rows) {
            return "stopped after " + rowsTaken + " index rows";
        }
        return System.nanoTime() - deadline >= 0
                ? "stopped after " + time.toMillis() + " ms and " + rowsTaken + " index rows"
                : "";
    }
}
