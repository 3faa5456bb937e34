// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.javaagent.config.AgentLog;
import dapper.javaagent.export.ExportResult;
import dapper.javaagent.export.SpanExporter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the agent's metrics about itself, at each interval and once more at exit. Export thread only. A failed report
 * is not repeated: the next one contains all its data.
 */
final class SelfReport {
    private static final int MAX_DOUBLINGS = 5;

    private final SpanExporter exporter;
    private final Delivery delivery;
    private final CollectorHealth health;
    private final AgentFacts facts;
    private final long intervalNanos;

    /** Made for the first report, so that a JVM that ends earlier does not pay for it. */
    private @Nullable AgentMetrics metrics;

    private long dueAt;

    /** Consecutive failures; each doubles the pause, because an attempt that hangs keeps spans waiting. */
    private int failures;

    private boolean off;

    SelfReport(
            SpanExporter exporter, Delivery delivery, CollectorHealth health, AgentFacts facts, long intervalMillis) {
        this.exporter = exporter;
        this.delivery = delivery;
        this.health = health;
        this.facts = facts;
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
        this.dueAt = System.nanoTime() + intervalNanos;
    }

    void sendIfDue() {
        if (!off && System.nanoTime() - dueAt >= 0) {
            send(false);
            dueAt = System.nanoTime() + (intervalNanos << Math.min(failures, MAX_DOUBLINGS));
        }
    }

    /** A process that has sent nothing does not start now, and the exit does not wait for an unreachable collector. */
    void sendAtExit() {
        boolean sentBefore = delivery.attempts() > 0 || metrics != null;
        if (!off && sentBefore && failures == 0 && (exporter.reportsElsewhere() || !health.isFailing())) {
            send(true);
        }
    }

    private void send(boolean atExit) {
        try {
            AgentMetrics made = metrics;
            if (made == null) {
                made = new AgentMetrics(facts, delivery);
                metrics = made;
            }
            if (atExit) {
                made.endsNow();
            }
            settle(exporter.report(made), atExit);
        } catch (Throwable e) {
            off = true;
            AgentLog.warn("the agent's own metrics are off: " + e);
        }
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
        boolean elsewhere = exporter.reportsElsewhere();
        if (atExit || failures > 1 || (health.isFailing() && !elsewhere)) {
            AgentLog.debug("a report of the agent is lost: " + result.message());
        } else if (result.kind() == ExportResult.Kind.UNREACHABLE && !elsewhere) {
            health.unreachable(result.message());
        } else {
            AgentLog.warn("cannot send the agent's own metrics: " + result.message() + "; spans are not affected");
        }
    }

    long nanosUntilDue() {
        return off ? Long.MAX_VALUE : Math.max(0, dueAt - System.nanoTime());
    }
}
