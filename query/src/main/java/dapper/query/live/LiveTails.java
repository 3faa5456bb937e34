// SPDX-License-Identifier: Apache-2.0
package dapper.query.live;

import dapper.storage.StorageUnavailableException;
import dapper.storage.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All live tails. Equal searches of a tenant are one {@link Tail}, which is repeated on one of two threads of this class. Between two looks a
 * tail pauses for two seconds, and for four times as long as the look took, so that each takes at most a fifth of a thread.
 */
public final class LiveTails implements AutoCloseable {
    /** Between two looks of a tail. */
    public static final int PAUSE_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(LiveTails.class);
    private static final int THREADS = 2;
    private static final int PAUSES_OF_A_LOOK = 4;
    /** A client that takes nothing does not delay the end of the server for longer. */
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LiveLimits limits;
    private final Map<Key, Tail> tails = new HashMap<>();
    private final ScheduledThreadPoolExecutor looking = new ScheduledThreadPoolExecutor(THREADS, work -> {
        Thread thread = new Thread(work, "dapper-live");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong lookNanos = new AtomicLong();
    private int followers;
    private boolean closed;

    private record Key(Tenant tenant, String search) {}

    public LiveTails(LiveLimits limits) {
        this.limits = limits;
        looking.setRemoveOnCancelPolicy(true);
    }

    /**
     * Follows a search from now on.
     *
     * @param search equal for equal searches
     * @param source looks for its traces; used if nobody follows it yet
     * @return null if there are as many followers as may be
     */
    public synchronized @Nullable Follower follow(Tenant tenant, String search, Look.Source source) {
        if (closed || followers >= limits.followers()) {
            return null;
        }
        followers++;
        Key key = new Key(tenant, search);
        Tail tail = tails.get(key);
        if (tail == null) {
            tail = new Tail(source, limits.tracesPerSecond() * PAUSE_SECONDS);
            tails.put(key, tail);
            schedule(key, tail, 0);
        }
        Follower follower = new Follower();
        tail.followers().add(follower);
        return follower;
    }

    /** Ends what {@link #follow} has begun. */
    public synchronized void leave(Follower follower) {
        tails.values().removeIf(tail -> {
            if (tail.followers().remove(follower)) {
                followers--;
            }
            return tail.followers().isEmpty();
        });
        notifyAll();
    }

    public LiveLimits limits() {
        return limits;
    }

    /** Returns the number of clients that follow. */
    public synchronized int followers() {
        return followers;
    }

    /** Returns the number of different searches that they follow. */
    public synchronized int searches() {
        return tails.size();
    }

    /** Returns the number of looks so far. */
    public long looks() {
        return looks.get();
    }

    /** Returns the seconds that all of them took. */
    public double lookSeconds() {
        return lookNanos.get() / 1e9;
    }

    private void schedule(Key key, Tail tail, long nanos) {
        try {
            looking.schedule(() -> look(key, tail), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The live tails are closed.");
        }
    }

    private void look(Key key, Tail tail) {
        if (!isFollowed(key, tail)) {
            return;
        }
        long began = System.nanoTime();
        try {
            tail.look();
        } catch (StorageUnavailableException e) {
            LOG.warn("A live tail got no answer from storage: {}", e.getMessage());
            tail.fail("The trace store does not answer at the moment. The tail goes on when it does.");
        } catch (RuntimeException | Error e) {
            LOG.error("A live tail failed", e);
            tail.fail("The query service failed on this search; its log says why.");
        }
        long took = System.nanoTime() - began;
        looks.incrementAndGet();
        lookNanos.addAndGet(took);
        schedule(key, tail, Math.max(TimeUnit.SECONDS.toNanos(PAUSE_SECONDS), PAUSES_OF_A_LOOK * took));
    }

    private synchronized boolean isFollowed(Key key, Tail tail) {
        return tails.get(key) == tail;
    }

    /** Ends all of them, and waits a moment until the followers have left: each gets what it has not got yet, and the end. */
    @Override
    public void close() {
        looking.shutdownNow();
        synchronized (this) {
            closed = true;
            tails.values().forEach(tail -> tail.followers().forEach(Follower::end));
            awaitEnd(System.nanoTime() + END_NANOS);
        }
    }

    private synchronized void awaitEnd(long deadline) {
        try {
            for (long left = END_NANOS; followers > 0 && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
