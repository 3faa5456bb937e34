// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.deliver;

import dapper.javaagent.calls.CallReporter;
import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.AgentLog;
import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.config.QueueConfig;
import dapper.javaagent.export.Sender;
import dapper.javaagent.export.SpansRequest;
import dapper.javaagent.report.CollectorHealth;
import dapper.javaagent.report.JvmMetrics;
import dapper.javaagent.report.MetricsSource;
import dapper.javaagent.report.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The one thread that empties the queue: fills a batch, delivers it, waits for more. Also sends the reports. */
public final class ExportLoop implements Runnable {
    /** While the process exits, other shutdown hooks still finish requests: look for their spans this often. */
    private static final long EXIT_DELAY_MILLIS = 20;

    /**
     * Spans are encoded when this many have been added to the queue, long before they are sent. A second later they
     * would have left the processor's cache, and reading them would cost more than their encoding.
     */
    private static final int ENCODED_TOGETHER = 128;

    private static final long READY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long RECOVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SpanQueue queue;
    private final UnfinishedSpans unfinished;
    private final AgentConfig config;
    private final QueueConfig limits;
    private final Setup setup;
    private final Exit exit = new Exit();
    private final Flushes flushes = new Flushes();

    /** The time at which all counters were zero. */
    private final long startEpochNanos = System.currentTimeMillis() * 1_000_000;

    private volatile @Nullable Thread thread;

    public ExportLoop(SpanQueue queue, UnfinishedSpans unfinished, AgentConfig config, Setup setup) {
        this.queue = queue;
        this.unfinished = unfinished;
        this.config = config;
        this.limits = config.queue();
        this.setup = setup;
    }

    /** Makes the parts that are slow to make, on the export thread. */
    public interface Setup {
        /** Returns false while it is too early. */
        boolean isReady();

        /** Detects the resource and makes the sender. */
        Destination destination();

        /** The sources for reports, besides the spans. */
        List<MetricsSource> metrics();

        /** The metrics of calls; null for none. */
        @Nullable
        CallReporter calls(Destination destination, long startEpochNanos);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        awaitReady();
        Destination destination = setup.destination();
        Parts parts = null;
        try (Sender sender = destination.sender()) {
            while (!exit.isNow()) {
                try {
                    parts = parts == null ? parts(destination, sender) : parts;
                    turn(parts);
                } catch (Throwable e) {
                    // Most likely out of memory. Only this thread empties the queue, so it pauses and goes on.
                    LockSupport.parkNanos(this, RECOVERY_NANOS);
                }
            }
        }
        if (parts != null && parts.calls != null) {
            parts.calls.close();
        }
        flushes.end();
    }

    /** All that a turn needs, made together: without memory, the next attempt makes all of it. */
    private static final class Parts {
        final Batch batch;
        final Delivery delivery;
        final @Nullable Reporter reporter;
        final @Nullable CallReporter calls;

        Parts(Batch batch, Delivery delivery, @Nullable Reporter reporter, @Nullable CallReporter calls) {
            this.batch = batch;
            this.delivery = delivery;
            this.reporter = reporter;
            this.calls = calls;
        }

        /** Sends reports; returns the time until the next one. */
        long report() {
            long delay = Long.MAX_VALUE;
            if (calls != null) {
                calls.sendIfDue();
                delay = calls.nanosUntilDue();
            }
            if (reporter != null) {
                reporter.sendIfDue();
                delay = Math.min(delay, reporter.nanosUntilDue());
            }
            return delay;
        }

        void reportAtExit() {
            if (calls != null) {
                calls.sendAtExit();
            }
            if (reporter != null) {
                reporter.sendAtExit();
            }
        }
    }

    private Parts parts(Destination destination, Sender sender) {
        SpansRequest request = new SpansRequest(destination.resource(), AgentVersion.get());
        Batch batch = new Batch(queue, request, limits.maxBatchSpans());
        CollectorHealth health = new CollectorHealth();
        Delivery delivery = new Delivery(sender, limits.exportTimeoutMillis(), exit, health);
        CallReporter calls = setup.calls(destination, startEpochNanos);
        return new Parts(batch, delivery, reporter(destination, delivery, health, calls), calls);
    }

    private void awaitReady() {
        while (!setup.isReady() && !exit.isNear() && !exit.isNow()) {
            LockSupport.parkNanos(this, READY_NANOS);
        }
    }

    private @Nullable Reporter reporter(
            Destination destination, Delivery delivery, CollectorHealth health, @Nullable CallReporter calls) {
        if (!config.metrics().isExported()) {
            return null;
        }
        List<MetricsSource> sources = new ArrayList<>();
        sources.add(new SpanMetrics(queue, unfinished, delivery));
        sources.addAll(setup.metrics());
        if (calls != null) {
            sources.add(calls);
        }
        if (config.metrics().includesJvm()) {
            sources.add(new JvmMetrics());
        }
        return new Reporter(
                destination.sender(),
                destination.resource(),
                sources,
                health,
                startEpochNanos,
                config.metrics().intervalMillis());
    }

    private void turn(Parts parts) {
        long requested = flushes.latest();
        boolean more = exit.isNear() && unfinished.handOverAtExit();
        drain(parts.batch, parts.delivery, flushes.isAwaited(requested));
        if (more) {
            return;
        }
        long delay = delayNanos();
        if (!exit.isNear()) {
            delay = Math.min(delay, parts.report());
        } else if (flushes.isAwaited(requested)) {
            parts.reportAtExit();
        }
        if (!flushes.done(requested)) {
            await(parts.batch, delay);
        }
    }

    /**
     * Exports the queued spans, batch by batch. Spans that arrived meanwhile and do not fill a batch wait for their
     * time, else a busy process would send ever smaller batches as fast as it can; only a waiting flush exports
     * everything. A fault costs one batch.
     */
    private void drain(Batch batch, Delivery delivery, boolean all) {
        try {
            boolean more = !exit.isNow() && batch.fill();
            while (more) {
                boolean large = batch.isFullOfBytes();
                delivery.deliver(batch);
                more = !exit.isNow()
                        && (all || large || exit.isNear() || queue.holds(limits.maxBatchSpans()))
                        && batch.fill();
            }
        } catch (Throwable e) {
            abandon(batch, e);
        }
    }

    /** Without memory even this may fail, and the thread must live on: the step that needs no memory comes first. */
    private static void abandon(Batch batch, Throwable fault) {
        try {
            batch.lost(DropReason.ENCODING);
            AgentLog.warn("a batch of spans is lost: " + fault);
        } catch (Throwable again) {
            // The spans are counted, the rest can be done later.
        }
    }

    private long delayNanos() {
        long millis = exit.isNear()
                ? Math.min(EXIT_DELAY_MILLIS, limits.scheduleDelayMillis())
                : limits.scheduleDelayMillis();
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /**
     * Encodes what arrives until the batch is full or its time has come. Wakes up each second to check open spans, which
     * must not make batches smaller.
     */
    private void await(Batch batch, long nanos) {
        long end = System.nanoTime() + nanos;
        boolean due = false;
        for (long left = nanos; left > 0 && !due; left = end - System.nanoTime()) {
            unfinished.handOverIfDue();
            long part = Math.min(left, unfinished.nanosUntilDue());
            long partEnd = System.nanoTime() + part;
            queue.await(batch.spans() + ENCODED_TOGETHER, part);
            if (queue.holds(batch.spans() + ENCODED_TOGETHER)) {
                batch.fill();
                // If the queue is due all the same, it is nearly full.
                due = batch.isFull() || queue.holds(batch.spans() + ENCODED_TOGETHER) || isCalled();
            } else {
                due = System.nanoTime() - partEnd < 0;
            }
        }
    }

    private boolean isCalled() {
        return exit.isNear() || exit.isNow() || flushes.isAwaited(flushes.latest());
    }

    /** Waits until everything that was queued before the call has been delivered or given up. Any other thread. */
    public boolean flush(long timeoutMillis) {
        long request = flushes.request();
        queue.wakeUp();
        return flushes.await(request, timeoutMillis);
    }

    /** From now on nothing waits longer than the timeout: the process is about to exit. */
    public void exitWithin(long timeoutMillis) {
        exit.within(timeoutMillis);
        queue.wakeUp();
    }

    /** Ends the thread, in any state. */
    public void stop() {
        exit.now();
        Thread thread = this.thread;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
