// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.collector.pipeline.RefusedException.Reason;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of everything between the sockets and storage. Safe for use by many threads.
 *
 * <p>Each request holds a {@link Ticket} on which memory is reserved <em>before</em> it is allocated: for its body,
 * then for the spans made of it, until storage has confirmed them. When all memory is reserved, requests are refused
 * with "try again later". So the heap does not grow, regardless of how fast senders or how slow storage is.
 *
 * <p>A quarter is reserved for small requests, those of a sixteenth of the limit or less, so that large ones cannot
 * starve them.
 */
public final class Admission {
    private static final int SMALL = 16;

    private final long limit;
    private final long limitOfLarge;
    private final AtomicLong inFlight = new AtomicLong();

    /** @param limit in bytes, at least 1 */
    public Admission(long limit) {
        this.limit = limit;
        this.limitOfLarge = limit - limit / 4;
    }

    /** Begins a request that holds nothing yet. */
    public Ticket open() {
        return new Ticket();
    }

    /** Returns whether even the smallest request would be refused now. */
    public boolean full() {
        return inFlight.get() >= limit;
    }

    public long inFlightBytes() {
        return inFlight.get();
    }

    public long limitBytes() {
        return limit;
    }

    public RefusedException overloaded() {
        return new RefusedException(
                Reason.OVERLOADED,
                "the collector is overloaded: the requests in flight use the " + limit
                        + " bytes of dapper.collector.max-in-flight-bytes; try again later");
    }

    /** The memory of one request. Used by one thread at a time, closed once. */
    public final class Ticket {
        private long held;
        private boolean closed;

        /**
         * Asks for more memory.
         *
         * @throws RefusedException if the request alone exceeds the limit, or if too much is reserved at this moment
         */
        public synchronized void take(long bytes) {
            if (closed) {
                throw new IllegalStateException("the request is over");
            }
            if (held + bytes > limitOfLarge) {
                throw new RefusedException(
                        Reason.TOO_LARGE,
                        "the request needs more memory than one may have, three quarters of the " + limit
                                + " bytes of dapper.collector.max-in-flight-bytes; send fewer spans at once");
            }
            // Compared before adding: adding first would refuse other requests for memory that is not granted.
            long most = held + bytes > limit / SMALL ? limitOfLarge : limit;
            long before;
            do {
                before = inFlight.get();
                if (before + bytes > most) {
                    throw overloaded();
                }
            } while (!inFlight.compareAndSet(before, before + bytes));
            held += bytes;
        }

        /** Gives back a part of the reserved memory. */
        public synchronized void giveBack(long bytes) {
            held -= bytes;
            inFlight.addAndGet(-bytes);
        }

        /** Gives back all memory; further calls do nothing. */
        public synchronized void close() {
            if (!closed) {
                closed = true;
                inFlight.addAndGet(-held);
            }
        }
    }
}
