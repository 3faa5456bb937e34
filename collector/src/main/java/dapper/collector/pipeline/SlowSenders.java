// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import java.time.Duration;

/**
 * When a request that is still arriving is given up: it has taken longer than the patience, and came at less than
 * {@value #LEAST_BYTES_A_SECOND} bytes a second. Each holds a connection, and many together all of them.
 *
 * @param patience at least a millisecond
 */
public record SlowSenders(Duration patience) {
    private static final int LEAST_BYTES_A_SECOND = 1000;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /**
     * @param nanos since the request began
     * @param bytes that have arrived since
     */
    public boolean isTooSlow(long nanos, long bytes) {
        return nanos > patience.toNanos() && bytes < nanos / 1e9 * LEAST_BYTES_A_SECOND;
    }

    /** How often to look. */
    public Duration pause() {
        Duration quarter = patience.dividedBy(4).plusMillis(1);
        return quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE;
    }

    /** For the sender. */
    public String explanation() {
        return "the request took longer than the " + patience.toMillis()
                + " ms of dapper.collector.receive-timeout and came at less than " + LEAST_BYTES_A_SECOND
                + " bytes a second";
    }
}
