// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentReportsTest {
    private Instant now = Instant.parse("2026-01-01T10:00:00Z");
    private final AgentReports reports = new AgentReports(() -> now);

    private void put(String service, String instance, long recorded) {
        reports.put(new AgentReport(
                service,
                instance,
                "host",
                1,
                "1",
                "",
                now,
                now,
                now,
                new AgentReport.Spans(recorded, recorded, Map.of(), 0, 0),
                new AgentReport.Exports(0, 0),
                new AgentReport.Sampling("", 0, 1),
                List.of()));
    }

    @Test
    void keepsTheLastReportOfEachInstance() {
        put("shop", "2", 1);
        put("shop", "1", 1);
        put("cart", "3", 1);
        put("shop", "2", 7);

        assertThat(reports.all())
                .extracting(each ->
                        each.service() + each.instance() + "=" + each.spans().recorded())
                .containsExactly("cart3=1", "shop1=1", "shop2=7");
    }

    @Test
    void forgetsAgentsThatAreSilent() {
        put("shop", "1", 1);
        put("shop", "2", 1);
        now = now.plus(Duration.ofMinutes(3));
        put("shop", "1", 2);
        now = now.plus(Duration.ofMinutes(2)).plusMillis(1);

        assertThat(reports.all()).extracting(AgentReport::instance).containsExactly("1");
        now = now.plus(Duration.ofMinutes(3));
        assertThat(reports.size()).isZero();
    }

    @Test
    void isBoundedAndForgetsTheOneThatWasSilentLongest() {
        for (int i = 0; i < AgentReports.LIMIT; i++) {
            put("shop", "i" + i, 1);
        }
        put("shop", "i0", 2);
        put("shop", "new", 1);

        assertThat(reports.all())
                .hasSize(AgentReports.LIMIT)
                .extracting(AgentReport::instance)
                .contains("i0", "new", "i2")
                .doesNotContain("i1");
    }
}
