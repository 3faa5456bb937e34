// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import java.util.concurrent.TimeUnit;

/** Requests to deliver everything that is queued. Other threads wait here until the export thread has done so. */
final class Flushes {
    private long requested;
    private long done;

    /** Makes a request. Any thread but the export thread. */
    synchronized long request() {
        return ++requested;
    }

    /** Waits until the request is done; returns false if that took too long or the thread was interrupted. */
    synchronized boolean await(long request, long timeoutMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (done < request) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** The latest request. Export thread, like the rest. */
    synchronized long latest() {
        return requested;
    }

    synchronized boolean isAwaited(long request) {
        return request > done;
    }

    /** Ends the wait for this request and those before it; returns whether there was another one meanwhile. */
    synchronized boolean done(long request) {
        done = request;
        notifyAll();
        return requested != request;
    }

    /** Ends every wait, also of requests that are made later: the export thread has ended. */
    synchronized void end() {
        done = Long.MAX_VALUE;
        notifyAll();
    }
}
