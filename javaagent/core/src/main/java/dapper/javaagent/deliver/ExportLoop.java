// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.javaagent.config.AgentLog;
import dapper.javaagent.config.MetricsConfig;
import dapper.javaagent.config.QueueConfig;
import dapper.javaagent.export.SpanExporter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The one thread that empties the queue: gathers a batch, delivers it, waits for more. */
final class ExportLoop implements Runnable {
    /** While the process exits, other shutdown hooks still finish requests: look for their spans this often. */
    private static final long EXIT_DELAY_MILLIS = 20;

    private static final long READY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long RECOVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SpanQueue queue;
    private final QueueConfig config;
    private final ExporterFactory exporters;
    private final AgentFacts facts;
    private final Exit exit = new Exit();
    private final Object flushes = new Object();

    private long flushRequested;
    private long flushDone;
    private volatile @Nullable Thread thread;

    ExportLoop(SpanQueue queue, QueueConfig config, ExporterFactory exporters, AgentFacts facts) {
        this.queue = queue;
        this.config = config;
        this.exporters = exporters;
        this.facts = facts;
    }

    /** Makes an exporter, which is slow, so it is done on the export thread. */
    interface ExporterFactory {
        SpanExporter create();

        /** False while it is too early to make one. */
        default boolean isReady() {
            return true;
        }
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        awaitReady();
        try (SpanExporter exporter = create()) {
            Gatherer gatherer = new Gatherer(queue, exporter, config.maxBatchSpans());
            CollectorHealth health = new CollectorHealth();
            Delivery delivery = new Delivery(gatherer, exporter, config.exportTimeoutMillis(), exit, health);
            MetricsConfig metrics = facts.config.metrics();
            SelfReport report = metrics.isExported()
                    ? new SelfReport(exporter, delivery, health, facts, metrics.intervalMillis())
                    : null;
            while (!exit.isNow()) {
                try {
                    turn(gatherer, delivery, report);
                } catch (Throwable e) {
                    // Most likely out of memory. Only this thread empties the queue, so it pauses and goes on.
                    LockSupport.parkNanos(this, RECOVERY_NANOS);
                }
            }
        }
        synchronized (flushes) {
            flushDone = Long.MAX_VALUE;
            flushes.notifyAll();
        }
    }

    private void turn(Gatherer gatherer, Delivery delivery, @Nullable SelfReport report) {
        long requested = flushRequested();
        boolean more = exit.isNear() && facts.unfinished.handOverAtExit();
        drain(gatherer, delivery, isAwaited(requested));
        if (more) {
            return;
        }
        long delay = delayNanos();
        if (report != null && !exit.isNear()) {
            report.sendIfDue();
            delay = Math.min(delay, report.nanosUntilDue());
        } else if (report != null && isAwaited(requested)) {
            report.sendAtExit();
        }
        if (!flushed(requested)) {
            await(delay);
        }
    }

    /** Wakes up each second to check open spans, which must not make batches smaller. */
    private void await(long nanos) {
        long end = System.nanoTime() + nanos;
        boolean woken = false;
        for (long left = nanos; left > 0 && !woken; left = end - System.nanoTime()) {
            facts.unfinished.handOverIfDue();
            long part = Math.min(left, facts.unfinished.nanosUntilDue());
            long partEnd = System.nanoTime() + part;
            queue.await(config.maxBatchSpans(), part);
            woken = System.nanoTime() - partEnd < 0 || queue.holds(config.maxBatchSpans());
        }
    }

    private void awaitReady() {
        while (!exporters.isReady() && !exit.isNear() && !exit.isNow()) {
            LockSupport.parkNanos(this, READY_NANOS);
        }
    }

    private SpanExporter create() {
        try {
            return exporters.create();
        } catch (Throwable e) {
            return new FailedExporter("the exporter cannot start: " + e);
        }
    }

    /**
     * Exports the queued spans, batch by batch. Spans that arrived meanwhile and do not fill a batch wait for their
     * time, else a busy process would send ever smaller batches as fast as it can; only a waiting flush exports
     * everything. A fault costs one batch.
     */
    private void drain(Gatherer gatherer, Delivery delivery, boolean all) {
        try {
            boolean more = !exit.isNow() && gatherer.gather();
            while (more) {
                boolean large = gatherer.isFullOfBytes();
                delivery.deliver();
                more = !exit.isNow()
                        && (all || large || exit.isNear() || queue.holds(config.maxBatchSpans()))
                        && gatherer.gather();
            }
        } catch (Throwable e) {
            abandon(gatherer, e);
        }
    }

    /** Without memory even this may fail, and the thread must live on: the step that needs no memory comes first. */
    private static void abandon(Gatherer gatherer, Throwable fault) {
        try {
            gatherer.settleAsLost(DropReason.ENCODING);
            AgentLog.warn("a batch of spans is lost: " + fault);
        } catch (Throwable again) {
            // The spans are counted, the rest can be done later.
        }
    }

    private long delayNanos() {
        long millis = exit.isNear()
                ? Math.min(EXIT_DELAY_MILLIS, config.scheduleDelayMillis())
                : config.scheduleDelayMillis();
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long flushRequested() {
        synchronized (flushes) {
            return flushRequested;
        }
    }

    private boolean isAwaited(long requested) {
        synchronized (flushes) {
            return requested > flushDone;
        }
    }

    /** Notifies the waiting flushes; returns true if there was another request meanwhile. */
    private boolean flushed(long requested) {
        synchronized (flushes) {
            flushDone = requested;
            flushes.notifyAll();
            return flushRequested != requested;
        }
    }

    /** Waits until everything that was queued before the call has been delivered or given up. Any other thread. */
    boolean flush(long timeoutMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        synchronized (flushes) {
            long mine = ++flushRequested;
            queue.wakeUp();
            while (flushDone < mine) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                try {
                    flushes.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    /** From now on nothing waits longer than the timeout: the process is about to exit. */
    void exitWithin(long timeoutMillis) {
        exit.within(timeoutMillis);
        queue.wakeUp();
    }

    /** Ends the thread, in any state. */
    void stop() {
        exit.now();
        Thread thread = this.thread;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
