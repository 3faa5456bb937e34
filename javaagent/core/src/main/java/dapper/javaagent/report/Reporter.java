// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.report;

import dapper.javaagent.config.AgentLog;
import dapper.javaagent.config.AgentVersion;
import dapper.javaagent.export.ExportResult;
import dapper.javaagent.export.MetricsRequest;
import dapper.javaagent.export.Sender;
import dapper.javaagent.export.Signal;
import dapper.javaagent.resource.Resource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the agent's metrics about itself, at each interval and once more at exit; the collector shows them at
 * {@code /agents}. Export thread only. A failed report is not repeated: the next one contains all its data.
 */
public final class Reporter {
    private static final int MAX_DOUBLINGS = 5;

    private final Sender sender;
    private final Resource resource;
    private final List<MetricsSource> sources;
    private final CollectorHealth health;
    private final long startEpochNanos;
    private final long intervalMillis;
    private final long intervalNanos;

    /** Made for the first report, so that a JVM that ends earlier does not pay for it. */
    private @Nullable MetricsRequest request;

    private long dueAt;

    /** Consecutive failures; each doubles the pause, because an attempt that hangs keeps spans waiting. */
    private int failures;

    private boolean off;

    /**
     * @param sources in the order of the report
     * @param startEpochNanos the time at which all sums were zero
     */
    public Reporter(
            Sender sender,
            Resource resource,
            List<MetricsSource> sources,
            CollectorHealth health,
            long startEpochNanos,
            long intervalMillis) {
        this.sender = sender;
        this.resource = resource;
        this.sources = sources;
        this.health = health;
        this.startEpochNanos = startEpochNanos;
        this.intervalMillis = intervalMillis;
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
        this.dueAt = System.nanoTime() + intervalNanos;
    }

    public void sendIfDue() {
        if (!off && System.nanoTime() - dueAt >= 0) {
            send(false);
            dueAt = System.nanoTime() + (intervalNanos << Math.min(failures, MAX_DOUBLINGS));
        }
    }

    /**
     * The last report. An agent that stops reporting without it was killed, or cannot reach the collector. A process
     * that has sent nothing does not start now, and the exit does not wait for an unreachable collector.
     */
    public void sendAtExit() {
        boolean sentBefore = health.isKnown() || request != null;
        if (!off && sentBefore && failures == 0 && (isElsewhere() || !health.isFailing())) {
            send(true);
        }
    }

    private void send(boolean atExit) {
        try {
            MetricsRequest made = request;
            if (made == null) {
                made = new MetricsRequest(resource, AgentVersion.get());
                request = made;
            }
            write(made, atExit);
            settle(sender.send(Signal.METRICS, made), atExit);
        } catch (Throwable e) {
            off = true;
            AgentLog.warn("the agent's own metrics are off: " + e);
        }
    }

    private void write(MetricsRequest out, boolean atExit) {
        out.begin();
        out.time(startEpochNanos, System.currentTimeMillis() * 1_000_000);
        out.gauge("dapper.agent.running", "1", "0 in the last report, when the process ends");
        out.point(atExit ? 0 : 1);
        out.gauge("dapper.agent.report.interval", "s", "Time between two reports, while the collector takes them");
        out.point(intervalMillis / 1e3);
        for (MetricsSource source : sources) {
            source.writeTo(out);
        }
        out.finish();
    }

    private void settle(ExportResult result, boolean atExit) {
        if (result.isUnsupported()) {
            off = true;
            if (!result.message().isEmpty() && !atExit) {
                AgentLog.info("the agent's own metrics are off, the back end does not take them: " + result.message());
            }
        } else if (result.kind() == ExportResult.Kind.DELIVERED) {
            failures = 0;
            if (!result.message().isEmpty()) {
                AgentLog.debug("the collector remarks on the agent's metrics: " + result.message());
            }
        } else {
            failures++;
            complain(result, atExit);
        }
    }

    /**
     * Logged once until a report succeeds again. If the collector is unreachable, spans fail for the same reason: one
     * line is enough.
     */
    private void complain(ExportResult result, boolean atExit) {
        boolean elsewhere = isElsewhere();
        if (atExit || failures > 1 || (health.isFailing() && !elsewhere)) {
            AgentLog.debug("a report of the agent is lost: " + result.message());
        } else if (result.kind() == ExportResult.Kind.UNREACHABLE && !elsewhere) {
            health.unreachable(result.message());
        } else {
            AgentLog.warn("cannot send the agent's own metrics: " + result.message() + "; spans are not affected");
        }
    }

    /** Another server's failures have nothing to do with those of the spans' server. */
    private boolean isElsewhere() {
        return sender.hasOwnServer(Signal.METRICS);
    }

    public long nanosUntilDue() {
        return off ? Long.MAX_VALUE : Math.max(0, dueAt - System.nanoTime());
    }
}
