// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The last that one agent said about itself. {@code recorded = exported + dropped + queued} holds.
 *
 * @param service name of the service that the agent is in
 * @param instance of that service: one process
 * @param pid of that process on its host, 0 if unknown
 * @param version of the agent
 * @param startedAt when all counts were zero, by the clock of the agent
 * @param reportedAt by the clock of the agent
 * @param receivedAt by the clock of the collector
 * @param interval to the next report
 * @param ended whether this is the last report of a process that ends
 * @param modules in the order of the report, by name
 */
record AgentReport(
        String service,
        String instance,
        String host,
        long pid,
        String version,
        String runtime,
        Instant startedAt,
        Instant reportedAt,
        Instant receivedAt,
        Duration interval,
        boolean ended,
        Spans spans,
        Exports exports,
        Sampling sampling,
        List<Module> modules) {

    /** What a missed report may be the fault of: the network, or a long pause of the process. */
    private static final int MISSED = 3;

    State state(Instant now) {
        if (ended) {
            return State.ENDED;
        }
        boolean overdue = receivedAt.plus(interval.multipliedBy(MISSED)).isBefore(now);
        return overdue ? State.SILENT : State.REPORTING;
    }

    /** Whether more is to be expected of an agent. */
    enum State {
        REPORTING,
        /** It said goodbye: all its spans are accounted for. */
        ENDED,
        /**
         * Nothing for three intervals, and no goodbye: killed, halted or crashed, or it cannot reach this collector. What
         * it had queued in this report is lost if it was killed, as is what ended since.
         */
        SILENT
    }

    /**
     * Spans since the start, and those that wait.
     *
     * @param dropped by reason
     * @param queuedBytes estimated heap of those queued
     * @param unfinished snapshots of spans that were open for too long; counted as recorded, too
     * @param unwatched spans that can have no such snapshot
     */
    record Spans(
            long recorded,
            long exported,
            Map<String, Long> dropped,
            long queued,
            long queuedBytes,
            long unfinished,
            long unwatched) {}

    /** Requests with spans since the start, each retry counted. */
    record Exports(long attempts, long failures) {}

    /**
     * Head sampling of new traces.
     *
     * @param sampler as configured, with its argument
     * @param threshold T in force, 0 to 2^56
     * @param probability the share that T keeps
     */
    record Sampling(String sampler, long threshold, double probability) {}

    /**
     * An instrumentation.
     *
     * @param state active, waiting, skipped, failed or disabled
     * @param reason empty if there is nothing to say
     * @param wovenClasses classes it went into
     * @param errors exceptions of its own that woven code caught
     */
    record Module(String name, String state, String reason, long wovenClasses, long errors) {}
}
