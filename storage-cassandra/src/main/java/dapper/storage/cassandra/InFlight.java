// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import java.util.concurrent.Semaphore;

/**
 * How much may be on its way to Cassandra at once. What does not fit is refused at once: whoever sent it keeps it and
 * comes again, so a slow Cassandra never fills our heap.
 */
final class InFlight {
    private static final int KILOBYTES_PER_WRITE = 256;

    private final Semaphore writes;
    private final Semaphore kilobytes;
    private final int mostKilobytes;

    InFlight(int mostWrites) {
        this.writes = new Semaphore(mostWrites);
        this.mostKilobytes = mostWrites * KILOBYTES_PER_WRITE;
        this.kilobytes = new Semaphore(mostKilobytes);
    }

    boolean tryEnter() {
        return writes.tryAcquire();
    }

    /** Returns what to give to {@link #leave}, or -1 if there is no room; a write above the whole limit gets all of it. */
    int tryClaim(long bytes) {
        int wanted = (int) Math.min(mostKilobytes, 1 + (bytes >> 10));
        return kilobytes.tryAcquire(wanted) ? wanted : -1;
    }

    void leave(int claimed) {
        if (claimed > 0) {
            kilobytes.release(claimed);
        }
        writes.release();
    }
}
