// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import dapper.storage.Resource;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Decides how long the spans of a request wait for other spans of their traces, before they wait for their turns in
 * {@link WriteLimit}. One for all keyspaces, because their writes share the limit. Safe for many threads.
 *
 * <p>There is no wait while few writes arrive: merging would save nothing that matters. There is none either while the
 * waiting spans have as many bytes as may be written at the same time. Otherwise a request waits for half of the time
 * that its process let pass since its last answer, and no longer than the configured time: a process that sends its next
 * request only after an answer, and has it ready then, does not wait at all, and no other loses time that it needs.
 */
public final class WriteWindow implements AutoCloseable {
    /** In the second before and the current one. At 100 a second, writes take a few percent of a processor. */
    static final int MANY_WRITES = 200;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Processes with the same number get shorter waits, with no other effect. */
    private static final int SLOTS = 1 << 14;

    /** Runs work later, on a thread of its own. */
    interface Timer {
        void after(long nanos, Runnable work);
    }

    private final long longestNanos;
    private final long mostBytes;
    private final LongSupplier nanoTime;
    private final Timer timer;
    private final Runnable stop;
    private final AtomicLongArray answers = new AtomicLongArray(SLOTS);
    private final AtomicLong heldBytes = new AtomicLong();
    private long second;
    private long writes;
    private long writesBefore;

    /**
     * @param longest 0 for no wait
     * @param mostBytes of the spans that wait, as {@link SpanSize} estimates them
     */
    public WriteWindow(Duration longest, long mostBytes) {
        this(longest, mostBytes, System::nanoTime, Executors.newSingleThreadScheduledExecutor(WriteWindow::daemon));
    }

    private WriteWindow(Duration longest, long mostBytes, LongSupplier nanoTime, ScheduledExecutorService thread) {
        // Waiting spans are still released after the end, and then fail because the session is closed.
        this(longest, mostBytes, nanoTime, (nanos, work) -> after(thread, nanos, work), thread::shutdown);
    }

    WriteWindow(Duration longest, long mostBytes, LongSupplier nanoTime, Timer timer, Runnable stop) {
        this.longestNanos = longest.toNanos();
        this.mostBytes = mostBytes;
        this.nanoTime = nanoTime;
        this.timer = timer;
        this.stop = stop;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "dapper-storage-window");
        thread.setDaemon(true);
        return thread;
    }

    private static void after(ScheduledExecutorService thread, long nanos, Runnable work) {
        try {
            // The thread changes here: writes that have waited begin on this one.
            thread.schedule(work, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            work.run();
        }
    }

    /** Counts a write that arrives. */
    synchronized void count() {
        turnToNow();
        writes++;
    }

    private void turnToNow() {
        long now = Math.floorDiv(nanoTime.getAsLong(), SECOND);
        if (now != second) {
            writesBefore = now == second + 1 ? writes : 0;
            writes = 0;
            second = now;
        }
    }

    private synchronized boolean isBusy() {
        turnToNow();
        return writesBefore + writes >= MANY_WRITES;
    }

    /** Returns a number for a process. */
    static int process(Resource resource) {
        int hash = resource.hashCode();
        return (hash ^ hash >>> 16) & (SLOTS - 1);
    }

    /** Returns how long a request that begins now may wait. */
    long nanos(int process) {
        if (longestNanos == 0 || heldBytes.get() >= mostBytes || !isBusy()) {
            return 0;
        }
        return Math.min(longestNanos, halfSinceAnswer(process));
    }

    /**
     * Returns half of the time since the last answer to a process: so long it may wait for the next one and lose no more
     * than a third of its time.
     */
    long halfSinceAnswer(int process) {
        long answer = answers.get(process);
        return answer == 0 ? Long.MAX_VALUE : (nanoTime.getAsLong() - answer) / 2;
    }

    /** Notes that a write of a process has ended. */
    void answered(int process) {
        answers.set(process, nanoTime.getAsLong());
    }

    void release(long nanos, Runnable work) {
        timer.after(nanos, work);
    }

    void hold(long bytes) {
        heldBytes.addAndGet(bytes);
    }

    void letGo(long bytes) {
        heldBytes.addAndGet(-bytes);
    }

    @Override
    public void close() {
        stop.run();
    }
}
