// SPDX-License-Identifier: Apache-2.0
package dapper.query.live;

import dapper.query.live.Look.Found;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The traces that one client of a live tail has not been sent yet. The thread that searches adds, the thread of the client takes, and neither
 * waits for the other: of more than {@value #MOST_WAITING} traces the oldest are left out and counted.
 */
public final class Follower {
    private static final int MOST_WAITING = 200;

    private final Deque<Found> waiting = new ArrayDeque<>();
    private long leftOut;
    private boolean more;
    private @Nullable String problem;
    private boolean ended;

    /**
     * The traces that have come since the last time.
     *
     * @param leftOut number of traces that were found, and left out because there were too many
     * @param more whether there were others, which were not looked at
     * @param problem why the search failed; null if it did not
     * @param ended whether nothing will come after this
     */
    public record Batch(
            List<Found> traces,
            long leftOut,
            boolean more,
            @Nullable String problem,
            boolean ended) {}

    synchronized void add(List<Found> traces, long notSent, boolean andMore) {
        leftOut += notSent;
        more |= andMore;
        waiting.addAll(traces);
        while (waiting.size() > MOST_WAITING) {
            waiting.removeFirst();
            leftOut++;
        }
        notifyAll();
    }

    synchronized void fail(String reason) {
        problem = reason;
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits until there is something to send, but not longer than the patience. */
    public synchronized Batch take(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (isEmpty() && left > 0) {
            wait(left);
            left = Duration.ofNanos(until - System.nanoTime()).toMillis();
        }
        Batch batch = new Batch(new ArrayList<>(waiting), leftOut, more, problem, ended);
        waiting.clear();
        leftOut = 0;
        more = false;
        problem = null;
        return batch;
    }

    private boolean isEmpty() {
        return waiting.isEmpty() && leftOut == 0 && !more && problem == null && !ended;
    }
}
