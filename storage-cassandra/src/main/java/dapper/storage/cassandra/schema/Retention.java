// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.schema;

import java.time.Duration;

/**
 * The lifetime of rows, as the numbers that Cassandra needs.
 *
 * <p>Rows of spans expire together, so they are compacted within time windows and dropped a whole file at a time. With
 * 24 windows a read touches few files.
 */
public record Retention(Duration length) {
    private static final int WINDOWS = 24;

    int ttlSeconds() {
        return (int) length.toSeconds();
    }

    /** Returns the time after which a writer writes shared rows (origins, names, partitions) again. */
    public Duration refresh() {
        Duration tenth = length.dividedBy(10);
        return tenth.compareTo(Duration.ofHours(6)) < 0 ? tenth : Duration.ofHours(6);
    }

    /** Shared rows outlive every span written before the next refresh. */
    int sharedTtlSeconds() {
        return (int) length.plus(refresh().multipliedBy(2)).plusHours(1).toSeconds();
    }

    /** Returns the option of a table in whose current window a compaction starts with so many files of similar size. */
    String compaction(int files) {
        long minutes = Math.max(1, (length.toMinutes() + WINDOWS - 1) / WINDOWS);
        boolean hours = minutes >= 120;
        return "{'class': 'TimeWindowCompactionStrategy', 'compaction_window_unit': '" + (hours ? "HOURS" : "MINUTES")
                + "', 'compaction_window_size': '" + (hours ? (minutes + 59) / 60 : minutes)
                + "', 'min_threshold': '" + files + "'}";
    }
}
