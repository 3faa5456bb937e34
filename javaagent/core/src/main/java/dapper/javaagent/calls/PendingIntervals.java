// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Encoded intervals that the collector has not acknowledged, oldest first, bounded in number and bytes: the oldest makes
 * room and is counted. The metrics thread adds, the export thread removes.
 */
final class PendingIntervals {
    static final int MOST = 60;

    private final long maxBytes;
    private final Deque<byte[]> intervals = new ArrayDeque<>();
    private long bytes;
    private long dropped;

    PendingIntervals(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized void add(byte[] interval) {
        intervals.addLast(interval);
        bytes += interval.length;
        while (intervals.size() > MOST || (bytes > maxBytes && intervals.size() > 1)) {
            bytes -= intervals.removeFirst().length;
            dropped++;
        }
    }

    /** The oldest one, which stays until {@link #remove}; null if there is none. */
    synchronized byte @Nullable [] oldest() {
        return intervals.peekFirst();
    }

    /** Removes an interval that was sent, if it was not dropped meanwhile. */
    @SuppressWarnings("ReferenceEquality") // the array is the interval
    synchronized void remove(byte[] sent, boolean acknowledged) {
        if (intervals.peekFirst() == sent) {
            intervals.removeFirst();
            bytes -= sent.length;
            dropped += acknowledged ? 0 : 1;
        }
    }

    /** Drops everything. */
    synchronized void clear() {
        dropped += intervals.size();
        intervals.clear();
        bytes = 0;
    }

    synchronized int size() {
        return intervals.size();
    }

    /** Intervals so far that the collector never acknowledged. */
    synchronized long dropped() {
        return dropped;
    }
}
