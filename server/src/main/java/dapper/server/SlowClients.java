// SPDX-License-Identifier: Apache-2.0
package dapper.server;

import java.time.Duration;

/**
 * Decides when a client is too slow. A request that is still arriving is given up if it has taken longer than the
 * patience, and arrived at less than {@value #LEAST_BYTES_A_SECOND} bytes a second. Each such request holds a
 * connection, and many together can hold all of them.
 *
 * @param patience at least a millisecond
 * @param leastBytesTaken bytes of an answer that a client must take a second while the server waits for it
 * @param setting the setting of the patience, for messages
 */
public record SlowClients(Duration patience, long leastBytesTaken, String setting) {
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

    /** Returns a message for the client. */
    public String explanation() {
        return "the request took longer than the " + patience.toMillis() + " ms of " + setting
                + " and came at less than " + LEAST_BYTES_A_SECOND + " bytes a second";
    }
}
