// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last report of each agent that reported recently. Bounded: when there are too many agents, the one that has been
 * silent longest is removed. Safe for use by many threads.
 */
public final class AgentReports {
    static final int LIMIT = 2_000;
    static final Duration EXPIRY = Duration.ofMinutes(5);

    /** For agents without a last report: an operator may want to see how many spans they lost. */
    static final Duration SILENT_EXPIRY = Duration.ofHours(1);

    private final InstantSource clock;

    /** By instance; the one that has been silent longest comes first. */
    private final Map<String, AgentReport> byInstance = new LinkedHashMap<>();

    public AgentReports(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    synchronized void put(AgentReport report) {
        String instance = report.identity().instance();
        // Removed first, so that it becomes the last.
        byInstance.remove(instance);
        byInstance.put(instance, report);
        Iterator<AgentReport> oldest = byInstance.values().iterator();
        while (byInstance.size() > LIMIT) {
            oldest.next();
            oldest.remove();
        }
    }

    private void expire() {
        Instant now = now();
        Instant tooOld = now.minus(EXPIRY);
        Instant tooOldWithoutGoodbye = now.minus(SILENT_EXPIRY);
        byInstance
                .values()
                .removeIf(each -> each.times().receivedAt().isBefore(each.ended() ? tooOld : tooOldWithoutGoodbye));
    }

    /** Returns all reports, ordered by service, then instance. */
    synchronized List<AgentReport> all() {
        expire();
        List<AgentReport> all = new ArrayList<>(byInstance.values());
        all.sort(Comparator.comparing((AgentReport each) -> each.identity().service())
                .thenComparing(each -> each.identity().instance()));
        return all;
    }

    /** Returns the number of agents that are reporting. */
    synchronized int reporting() {
        Instant now = now();
        return (int) byInstance.values().stream()
                .filter(each -> each.state(now) == AgentReport.State.REPORTING)
                .count();
    }

    /** Returns the response body of {@code GET /agents}. */
    public byte[] toJson() {
        return AgentsView.of(all(), now()).toJson();
    }
}
