// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import java.time.Duration;

/**
 * Decides when a request that is still arriving is given up: it has taken longer than the patience, and arrived at less
 * than {@value #LEAST_BYTES_A_SECOND} bytes a second. Each such request holds a connection, and many together can hold
 * all of them.
 *
 * @param patience at least a millisecond
 */
public record SlowSenders(Duration patience) {
    private static final int LEAST_BYTES_A_SECOND = 1000;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /**
     * @param nanos since the request began
     * @param bytes bytes that have arrived since
     */
    public boolean isTooSlow(long nanos, long bytes) {
        return nanos > patience.toNanos() && bytes < nanos / 1e9 * LEAST_BYTES_A_SECOND;
    }

    /** Returns the interval between checks. */
    public Duration pause() {
        Duration quarter = patience.dividedBy(4).plusMillis(1);
        return quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE;
    }

    /** Returns a message for the sender. */
    public String explanation() {
        return "the request took longer than the " + patience.toMillis()
                + " ms of dapper.collector.receive-timeout and came at less than " + LEAST_BYTES_A_SECOND
                + " bytes a second";
    }
}
