// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.record;

import dapper.javaagent.config.AgentLog;
import java.util.concurrent.TimeUnit;

/** Logs trouble with the collector for the operator: immediately, then at most once a minute, and when it is over. */
final class CollectorHealth {
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private boolean failing;
    private long spokenAt;

    void failed(String message) {
        if (failing && System.nanoTime() - spokenAt < QUIET_NANOS) {
            AgentLog.debug(message);
            return;
        }
        say("cannot export spans: " + message);
    }

    /** The same for a request without spans, which may be the first one sent. */
    void unreachable(String message) {
        say("cannot reach the collector: " + message);
    }

    private void say(String message) {
        AgentLog.warn(message + "; the application is not affected");
        failing = true;
        spokenAt = System.nanoTime();
    }

    /** Returns whether the latest delivery failed or lost spans. */
    boolean isFailing() {
        return failing;
    }

    /** @param message a remark of the collector, or empty */
    void delivered(long rejectedSpans, String message) {
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
