// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The last report of one agent about itself. {@code recorded = exported + dropped + queued} holds.
 *
 * @param interval time to the next report
 * @param ended whether this is the last report of a process that is exiting
 * @param instrumentations in the order of the report, by name
 */
record AgentReport(
        Identity identity,
        Times times,
        Duration interval,
        boolean ended,
        Spans spans,
        Exports exports,
        Sampling sampling,
        List<Instrumentation> instrumentations) {

    /** Tolerates reports that are missing because of the network or a long pause of the process. */
    private static final int MISSED = 3;

    State state(Instant now) {
        if (ended) {
            return State.ENDED;
        }
        boolean overdue = times.receivedAt().plus(interval.multipliedBy(MISSED)).isBefore(now);
        return overdue ? State.SILENT : State.REPORTING;
    }

    /** The state of an agent: whether further reports are expected. */
    enum State {
        REPORTING,
        /** It sent its last report: all its spans are accounted for. */
        ENDED,
        /**
         * No report for three intervals, and no last report: it was killed, halted or crashed, or cannot reach this
         * collector. If it was killed, the spans queued in this report are lost, as are those that ended since.
         */
        SILENT
    }

    /**
     * The agent and its process.
     *
     * @param service name of the service that the agent is in
     * @param instance id of one process of that service
     * @param pid process id on its host, 0 if unknown
     * @param version the version of the agent
     * @param runtime the JVM
     */
    record Identity(String service, String instance, String host, long pid, String version, String runtime) {}

    /**
     * @param startedAt time when all counts were zero, by the clock of the agent
     * @param reportedAt time of the report, by the clock of the agent
     * @param receivedAt time of the report, by the clock of the collector
     */
    record Times(Instant startedAt, Instant reportedAt, Instant receivedAt) {}

    /**
     * Spans since the start, and those that are queued.
     *
     * @param dropped by reason
     * @param queuedBytes estimated heap of the queued spans
     * @param unfinished snapshots of spans that were open for too long; also counted as recorded
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
     * @param probability the share of traces that T keeps
     */
    record Sampling(String sampler, long threshold, double probability) {}

    /**
     * An instrumentation in the process of the agent.
     *
     * @param state active, waiting, skipped, failed or disabled
     * @param reason empty if there is none
     * @param wovenClasses number of classes it was woven into
     * @param errors exceptions of the instrumentation that woven code caught
     */
    record Instrumentation(String name, String state, String reason, long wovenClasses, long errors) {}
}
