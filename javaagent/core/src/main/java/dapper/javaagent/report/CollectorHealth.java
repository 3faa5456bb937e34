// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.report;

import dapper.javaagent.config.AgentLog;
import java.util.concurrent.TimeUnit;

/**
 * Logs trouble with the collector for the operator: immediately, then at most once a minute, and when it is over. Export
 * thread only.
 */
public final class CollectorHealth {
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private boolean known;
    private boolean failing;
    private long warnedAt;

    public void failed(String message) {
        known = true;
        if (failing && System.nanoTime() - warnedAt < QUIET_NANOS) {
            AgentLog.debug(message);
            return;
        }
        warn("cannot export spans: " + message);
    }

    /** The same for a request without spans, which may be the first one sent. */
    void unreachable(String message) {
        warn("cannot reach the collector: " + message);
    }

    private void warn(String message) {
        AgentLog.warn(message + "; the application is not affected");
        failing = true;
        warnedAt = System.nanoTime();
    }

    /** Returns whether any spans have been sent, with whatever result. */
    boolean isKnown() {
        return known;
    }

    /** Returns whether the latest delivery failed or lost spans. */
    boolean isFailing() {
        return failing;
    }

    /** @param message a remark of the collector, or empty */
    public void delivered(long rejectedSpans, String message) {
        known = true;
        if (rejectedSpans > 0) {
            failed("the collector refused " + rejectedSpans + " of them: " + message);
            return;
        }
        if (failing) {
            AgentLog.info("spans are exported again");
            failing = false;
        }
        if (!message.isEmpty()) {
            AgentLog.debug("the collector remarks: " + message);
        }
    }
}
