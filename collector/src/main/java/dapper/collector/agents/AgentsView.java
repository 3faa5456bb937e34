// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The answer of {@code GET /agents}: reports, and the values that show how complete and how fresh the list is. */
record AgentsView(int limit, long expirySeconds, long silentExpirySeconds, List<Agent> agents) {
    private static final ObjectWriter JSON = JsonMapper.builder().build().writer();

    /** A report, and its age. Times are text in ISO 8601. */
    record Agent(
            @JsonUnwrapped AgentReport.Identity identity,
            String startedAt,
            String reportedAt,
            String heardAt,
            long ageSeconds,
            String state,
            AgentReport.Spans spans,
            AgentReport.Exports exports,
            AgentReport.Sampling sampling,
            List<AgentReport.Instrumentation> instrumentations) {

        static Agent of(AgentReport report, Instant now) {
            return new Agent(
                    report.identity(),
                    report.times().startedAt().toString(),
                    report.times().reportedAt().toString(),
                    report.times().receivedAt().toString(),
                    Duration.between(report.times().receivedAt(), now).toSeconds(),
                    report.state(now).name().toLowerCase(Locale.ROOT),
                    report.spans(),
                    report.exports(),
                    report.sampling(),
                    report.instrumentations());
        }
    }

    static AgentsView of(List<AgentReport> reports, Instant now) {
        return new AgentsView(
                AgentReports.LIMIT,
                AgentReports.EXPIRY.toSeconds(),
                AgentReports.SILENT_EXPIRY.toSeconds(),
                reports.stream().map(report -> Agent.of(report, now)).toList());
    }

    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }
}
