// SPDX-License-Identifier: Apache-2.0
package dapper.collector.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentReportsTest {
    private Instant now = Instant.parse("2026-01-01T10:00:00Z");
    private final AgentReports reports = new AgentReports(() -> now);

    private void put(String service, String instance, long recorded) {
        put(service, instance, recorded, false);
    }

    private void put(String service, String instance, long recorded, boolean ended) {
        reports.put(new AgentReport(
                new AgentReport.Identity(service, instance, "host", 1, "1", ""),
                new AgentReport.Times(now, now, now),
                Duration.ofSeconds(10),
                ended,
                new AgentReport.Spans(recorded, recorded - 1, Map.of(), 1, 100, 4, 2),
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
                .extracting(each -> each.identity().service() + each.identity().instance() + "="
                        + each.spans().recorded())
                .containsExactly("cart3=1", "shop1=1", "shop2=7");
    }

    @Test
    void forgetsAgentsThatEndedSoonAndThoseThatFellSilentLater() {
        put("shop", "1", 1);
        put("shop", "2", 1, true);
        now = now.plus(Duration.ofMinutes(3));
        put("shop", "3", 2);
        now = now.plus(Duration.ofMinutes(2)).plusMillis(1);

        assertThat(reports.all()).extracting(each -> each.identity().instance()).containsExactly("1", "3");
        now = now.plus(Duration.ofMinutes(55));
        assertThat(reports.all()).extracting(each -> each.identity().instance()).containsExactly("3");
        now = now.plus(Duration.ofMinutes(3));
        assertThat(reports.all()).isEmpty();
    }

    @Test
    void tellsAnAgentThatFellSilentFromOneThatSaidGoodbye() {
        put("shop", "1", 1);
        put("shop", "2", 1, true);
        now = now.plus(Duration.ofSeconds(30));
        assertThat(states()).containsExactly("1 REPORTING", "2 ENDED");
        assertThat(reports.reporting()).isEqualTo(1);

        now = now.plusMillis(1);
        assertThat(states()).containsExactly("1 SILENT", "2 ENDED");
        assertThat(reports.reporting()).isZero();

        put("shop", "1", 2);
        assertThat(states()).containsExactly("1 REPORTING", "2 ENDED");
    }

    private List<String> states() {
        return reports.all().stream()
                .map(each -> each.identity().instance() + " " + each.state(now))
                .toList();
    }

    /**
     * The facts an operator needs after a crash: the time of the last report, and the spans not delivered at that time.
     */
    @Test
    void showsWhatASilentAgentHadNotDelivered() {
        put("shop", "1", 9);
        now = now.plus(Duration.ofSeconds(95));

        assertThat(new String(reports.toJson(), StandardCharsets.UTF_8))
                .contains(
                        "\"heardAt\":\"2026-01-01T10:00:00Z\",\"ageSeconds\":95,\"state\":\"silent\","
                                + "\"spans\":{\"recorded\":9,\"exported\":8,\"dropped\":{},\"queued\":1,\"queuedBytes\":100,\"unfinished\":4,\"unwatched\":2}");
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
                .extracting(each -> each.identity().instance())
                .contains("i0", "new", "i2")
                .doesNotContain("i1");
    }
}
