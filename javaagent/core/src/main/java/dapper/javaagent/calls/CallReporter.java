// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.calls;

import dapper.javaagent.config.AgentConfig;
import dapper.javaagent.config.AgentLog;
import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.export.EncodedRequest;
import dapper.javaagent.export.ExportResult;
import dapper.javaagent.export.MetricsRequest;
import dapper.javaagent.export.Sender;
import dapper.javaagent.export.Signal;
import dapper.javaagent.report.MetricsSource;
import dapper.javaagent.resource.Resource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the frozen intervals, oldest first, each unchanged until the collector has acknowledged it. Export thread only.
 */
public final class CallReporter implements MetricsSource {
    private static final long MAX_PAUSE_MILLIS = 60_000;
    private static final int MAX_DOUBLINGS = 5;

    /** Intervals sent in a row, after an outage, before it is the turn of the spans again. */
    private static final int TOGETHER = 4;

    /** The share of the maximum heap that waiting intervals may use: a hundredth, at most this number of bytes. */
    private static final int HEAP_SHARE = 100;

    private static final long MAX_BYTES = 8 << 20;

    private final CallMetrics calls;
    private final SeriesTable table;
    private final Sender sender;
    private final long pauseMillis;
    private final PendingIntervals pending;
    private final CallIntervals intervals;
    private final IntervalClock clock;

    private int failures;
    private long pausedUntil;
    private boolean warned;
    private boolean slow;
    private boolean off;

    private CallReporter(
            CallMetrics calls,
            SeriesTable table,
            Sender sender,
            Resource resource,
            long intervalMillis,
            long startEpochNanos) {
        this.calls = calls;
        this.table = table;
        this.sender = sender;
        this.pauseMillis = Math.min(1_000, intervalMillis);
        this.pending =
                new PendingIntervals(Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
        this.intervals = new CallIntervals(
                new CallsEncoder(table, resource, AgentVersion.get()), pending, intervalMillis, startEpochNanos);
        this.clock = new IntervalClock(intervals, intervalMillis);
    }

    /**
     * Freezes and sends intervals from now on.
     *
     * @param startEpochNanos of the first interval
     * @return null if metrics are off
     */
    public static @Nullable CallReporter start(
            CallMetrics calls, AgentConfig config, Sender sender, Resource resource, long startEpochNanos) {
        SeriesTable table = calls.open();
        if (table == null) {
            return null;
        }
        CallReporter reporter = new CallReporter(
                calls, table, sender, resource, config.metrics().callIntervalMillis(), startEpochNanos);
        try {
            reporter.clock.start();
            return reporter;
        } catch (OutOfMemoryError noMoreThreads) {
            calls.stop();
            AgentLog.warn("metrics of calls are off, the agent cannot start a thread for them: " + noMoreThreads);
            return null;
        }
    }

    /** Sends what is frozen, if it is time for another attempt. */
    public void sendIfDue() {
        if (!off && System.nanoTime() - pausedUntil >= 0) {
            send(TOGETHER);
        }
    }

    /**
     * Freezes the last interval and sends everything, until an attempt fails. The exit does not wait for a collector that
     * was slow to fail before.
     */
    public void sendAtExit() {
        if (!off && !slow) {
            intervals.freezeNow(System.currentTimeMillis());
            send(PendingIntervals.MOST);
        }
    }

    private void send(int most) {
        byte[] oldest = pending.oldest();
        for (int sent = 0; oldest != null && sent < most && attempt(oldest); sent++) {
            oldest = pending.oldest();
        }
    }

    /** Returns whether the next one can be sent. */
    private boolean attempt(byte[] interval) {
        ExportResult result = sender.send(Signal.METRICS, new EncodedRequest(interval));
        if (result.kind() == ExportResult.Kind.DELIVERED) {
            pending.remove(interval, true);
            failures = 0;
            warned = false;
            slow = false;
            return true;
        }
        if (result.isUnsupported()) {
            turnOff(result.message());
            return false;
        }
        if (result.kind() == ExportResult.Kind.REJECTED) {
            pending.remove(interval, false);
        }
        pause(result);
        complain(result);
        return false;
    }

    private void pause(ExportResult result) {
        long millis = result.retryAfterMillis() > 0
                ? Math.min(MAX_PAUSE_MILLIS, result.retryAfterMillis())
                : pauseMillis << Math.min(failures, MAX_DOUBLINGS);
        pausedUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        slow = result.kind() == ExportResult.Kind.RETRY;
        failures++;
    }

    private void turnOff(String reason) {
        off = true;
        close();
        calls.stop();
        pending.clear();
        if (!reason.isEmpty()) {
            AgentLog.info("metrics of calls are off, the back end does not take them: " + reason);
        }
    }

    /** Spans to the same server fail for the same reason, and are reported, unless only metrics are refused. */
    private void complain(ExportResult result) {
        boolean reportedForSpans = result.kind() != ExportResult.Kind.REJECTED && !sender.hasOwnServer(Signal.METRICS);
        if (warned || reportedForSpans) {
            AgentLog.debug("metrics of calls wait for the collector: " + result.message());
        } else {
            AgentLog.warn("cannot send metrics of calls: " + result.message() + "; spans are not affected");
            warned = true;
        }
    }

    /** The time until {@link #sendIfDue} can do something. */
    public long nanosUntilDue() {
        if (off) {
            return Long.MAX_VALUE;
        }
        return pending.size() == 0 ? clock.nanosUntilNext() : Math.max(0, pausedUntil - System.nanoTime());
    }

    /** Ends the metrics thread. */
    public void close() {
        clock.close();
    }

    @Override
    public void writeTo(MetricsRequest out) {
        out.sum("dapper.agent.calls", "{call}", "Calls that ended in finished intervals, sampled or not");
        out.point(intervals.calls());
        out.sum("dapper.agent.calls.overflowed", "{call}", "Calls of operations beyond the bound, counted as 'other'");
        out.point(intervals.overflowed());
        out.gauge("dapper.agent.calls.series", "{series}", "Operations with an outcome that have calls");
        out.point(table.size());
        out.gauge("dapper.agent.calls.intervals.queued", "{interval}", "Intervals without an acknowledgement yet");
        out.point(pending.size());
        out.sum("dapper.agent.calls.intervals.dropped", "{interval}", "Intervals that never reached the collector");
        out.point(pending.dropped());
    }
}
