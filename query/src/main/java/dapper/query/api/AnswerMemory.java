// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Limits the heap of answers under way, so that queries never take the memory of the collector in the same process.
 * Each request has a {@link Share} that grows while it reads. Safe for many threads.
 *
 * <p>One answer may take {@value #MOST_OF_ONE_PERCENT} % of the total. The same amount is kept free for the request
 * that came first, regardless of the others: it can always finish, then the next one is first. The others share the
 * rest, and are refused when it is used up.
 */
public final class AnswerMemory {
    private static final int MOST_OF_ONE_PERCENT = 60;
    /** Covers pages that are being read, and buffers. */
    private static final long AT_FIRST = 4L << 20;

    private static final int LEAST_SHARES = 8;

    private final long bytes;
    private final long mostOfOne;
    private final long atFirst;
    private final ArrayDeque<Share> inOrderOfArrival = new ArrayDeque<>();
    private long used;
    private long refused;

    AnswerMemory(long bytes) {
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

        private Share() {}

        /** Claims further bytes. */
        Claim claim(long more) {
            synchronized (AnswerMemory.this) {
                return AnswerMemory.this.claim(this, more);
            }
        }

        void giveBack(long less) {
            synchronized (AnswerMemory.this) {
                held -= less;
                used -= less;
            }
        }

        @Override
        public void close() {
            synchronized (AnswerMemory.this) {
                used -= held;
                held = 0;
                inOrderOfArrival.remove(this);
            }
        }
    }

    /** Returns null if there is no room for another answer. */
    synchronized @Nullable Share open() {
        Share share = new Share();
        inOrderOfArrival.addLast(share);
        if (claim(share, atFirst) == Claim.GRANTED) {
            return share;
        }
        inOrderOfArrival.removeLast();
        return null;
    }

    private Claim claim(Share share, long more) {
        if (share.held + more > mostOfOne) {
            return Claim.TOO_LARGE;
        }
        Share first = Objects.requireNonNull(inOrderOfArrival.peekFirst(), "a share that is closed claims memory");
        long keptFree = share == first ? 0 : mostOfOne - first.held;
        if (used + more + keptFree > bytes) {
            refused++;
            return Claim.REFUSED;
        }
        share.held += more;
        used += more;
        return Claim.GRANTED;
    }

    /** Returns the most bytes that all answers together may hold. */
    public long limit() {
        return bytes;
    }

    /** Returns the bytes held at this moment. */
    public synchronized long used() {
        return used;
    }

    /** Returns the number of claims refused since the start. */
    public synchronized long refused() {
        return refused;
    }
}
