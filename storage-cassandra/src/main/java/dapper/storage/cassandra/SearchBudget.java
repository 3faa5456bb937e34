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

    /** Why to stop, as a sentence for a person; empty while there is something left. */
    String exhausted(long rowsRead) {
        if (rowsRead >= rows) {
            return "stopped after " + rowsRead + " index rows; go on with the next page, or narrow the search";
        }
        if (System.nanoTime() - deadline >= 0) {
            return "stopped after " + time.toMillis() + " ms and " + rowsRead
                    + " index rows; go on with the next page, or narrow the search";
        }
        return "";
    }
}
