// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits the heap of answers under way, so that queries never take the memory of the collector in the same process.
 * Each request has a {@link Share} that grows while it reads. Safe for many threads.
 *
 * <p>One answer may take {@value #MOST_OF_ONE_PERCENT} % of the whole. As much is kept free for the request that came
 * first, whatever the others hold: it can always finish, then the next one is first. The others share the rest. When it is
 * used up they wait, each with what it holds: to refuse one that has read half a trace would only make it read that half
 * again. Those that wait too long, or are too many, are refused.
 *
 * <p>Only a few requests read more than {@link #AT_FIRST} bytes of spans at the same time, those that came first: more
 * would take the processors from the collector, and all of them would hold half-read traces for longer.
 */
public final class AnswerMemory {
    private static final int MOST_OF_ONE_PERCENT = 60;
    /** Covers pages that are being read, and buffers. */
    private static final long AT_FIRST = 4L << 20;

    private static final int LEAST_SHARES = 8;

    private final long bytes;
    private final long mostOfOne;
    private final long atFirst;
    private final long patienceNanos;
    private final int mostWaiting;
    private final int mostLarge;
    private final ArrayDeque<Share> inOrderOfArrival = new ArrayDeque<>();
    private long used;
    private int waiting;
    private long refused;

    /**
     * @param patience how long one answer waits, all its waits together
     * @param mostWaiting answers that wait at a time
     * @param mostLarge requests that read more than a few megabytes at a time, at least 1
     */
    AnswerMemory(long bytes, Duration patience, int mostWaiting, int mostLarge) {
        this.mostLarge = mostLarge;
        this.patienceNanos = patience.toNanos();
        this.mostWaiting = mostWaiting;
        this.bytes = bytes;
        this.mostOfOne = bytes / 100 * MOST_OF_ONE_PERCENT;
        this.atFirst = Math.min(AT_FIRST, bytes / LEAST_SHARES);
    }

    /** The result of a claim. */
    enum Claim {
        GRANTED,
        /** Other answers hold the memory; there may be enough later. */
        REFUSED,
        /** Even a single answer may not take that much. */
        TOO_LARGE
    }

    /** The memory of one answer. Used by one thread. */
    final class Share implements AutoCloseable {
        private long held;
        private long patience = patienceNanos;
        private boolean large;

        private Share() {}

        /** Takes so many bytes more, unless they are refused; waits for them if need be. */
        Claim claim(long more) {
            synchronized (AnswerMemory.this) {
                return claimOrWait(this, more);
            }
        }

        /**
         * Takes the memory for what an answer counts, before it reads its first trace.
         *
         * @param least returned if even a single answer may not take that much; every share has as much from the start
         * @throws ProblemException if other answers hold the memory
         */
        long stateBytes(long most, long least) {
            return switch (claim(most)) {
                case GRANTED -> most;
                case TOO_LARGE -> least;
                case REFUSED ->
                    throw ProblemException.overloaded("Other answers take the memory for queries: try again shortly.");
            };
        }

        /** Ends the claims; what is held stays until {@link #close}, while the answer is written. */
        void hasRead() {
            synchronized (AnswerMemory.this) {
                inOrderOfArrival.remove(this);
                AnswerMemory.this.notifyAll();
            }
        }

        void giveBack(long less) {
            synchronized (AnswerMemory.this) {
                held -= less;
                used -= less;
                AnswerMemory.this.notifyAll();
            }
        }

        @Override
        public void close() {
            synchronized (AnswerMemory.this) {
                used -= held;
                held = 0;
                inOrderOfArrival.remove(this);
                AnswerMemory.this.notifyAll();
            }
        }
    }

    /** Returns null if there is no room for another answer. */
    synchronized @Nullable Share open() {
        Share share = new Share();
        inOrderOfArrival.addLast(share);
        if (claimOrWait(share, atFirst) == Claim.GRANTED) {
            return share;
        }
        inOrderOfArrival.remove(share);
        return null;
    }

    private Claim claimOrWait(Share share, long more) {
        Claim claim = claim(share, more);
        if (claim == Claim.REFUSED && waiting < mostWaiting) {
            long begun = System.nanoTime();
            waiting++;
            try {
                claim = await(share, more, begun + share.patience);
            } finally {
                waiting--;
                share.patience -= System.nanoTime() - begun;
            }
        }
        refused += claim == Claim.REFUSED ? 1 : 0;
        return claim;
    }

    private Claim await(Share share, long more, long end) {
        Claim claim = Claim.REFUSED;
        try {
            long left = end - System.nanoTime();
            while (claim == Claim.REFUSED && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                claim = claim(share, more);
                left = end - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return claim;
    }

    private Claim claim(Share share, long more) {
        if (share.held + more > mostOfOne) {
            return Claim.TOO_LARGE;
        }
        if (share.held + more > atFirst + atFirst) {
            share.large = true;
            if (!isAmongTheFirst(share)) {
                return Claim.REFUSED;
            }
        }
        Share first = Objects.requireNonNull(inOrderOfArrival.peekFirst(), "a share that is closed claims memory");
        long keptFree = share == first ? 0 : mostOfOne - first.held;
        if (used + more + keptFree > bytes) {
            return Claim.REFUSED;
        }
        share.held += more;
        used += more;
        return Claim.GRANTED;
    }

    private boolean isAmongTheFirst(Share share) {
        int before = 0;
        for (Share earlier : inOrderOfArrival) {
            if (earlier == share) {
                return true;
            }
            before += earlier.large ? 1 : 0;
            if (before == mostLarge) {
                return false;
            }
        }
        return true;
    }

    /** Returns the most bytes that all answers together may hold. */
    public long limit() {
        return bytes;
    }

    /** Returns the bytes held at this moment. */
    public synchronized long used() {
        return used;
    }

    /** Answers that wait at this moment. */
    public synchronized int waiting() {
        return waiting;
    }

    /** Claims that were refused since the start. */
    public synchronized long refused() {
        return refused;
    }
}
