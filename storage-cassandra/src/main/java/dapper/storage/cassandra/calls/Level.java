// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Windows of one length, each made of those of the level before; the first is made of reports. */
enum Level {
    MINUTE(null, "call_minute", Duration.ofMinutes(1), 360),
    TEN_MINUTES(MINUTE, "call_ten_minutes", Duration.ofMinutes(10), 288),
    HOUR(TEN_MINUTES, "call_hour", Duration.ofHours(1), 240);

    private final @Nullable Level finer;
    private final String table;
    private final long nanos;
    private final int bucket;

    /** @param bucket windows in a partition */
    Level(@Nullable Level finer, String table, Duration length, int bucket) {
        this.finer = finer;
        this.table = table;
        this.nanos = length.toNanos();
        this.bucket = bucket;
    }

    /** Returns the windows of which these are made; null if they are made of reports. */
    @Nullable
    Level finer() {
        return finer;
    }

    String table() {
        return table;
    }

    /** Returns the length of a window. */
    long nanos() {
        return nanos;
    }

    /** Returns the number of the window that has a time. */
    int windowOf(long unixNanos) {
        return (int) Math.floorDiv(unixNanos, nanos);
    }

    long startOf(int window) {
        return window * nanos;
    }

    int bucketOf(int window) {
        return Math.floorDiv(window, bucket);
    }

    int firstOf(int bucketNumber) {
        return bucketNumber * bucket;
    }

    /** Returns the time at which the calls of a window count. */
    long middleOf(int window) {
        return startOf(window) + nanos / 2;
    }
}
