// SPDX-License-Identifier: Apache-2.0
package dapper.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.query.alerts.AlertConfig;
import dapper.query.alerts.deliver.SmtpConfig;
import dapper.query.analysis.insight.InsightLimits;
import dapper.query.live.LiveLimits;
import dapper.server.ListenAddress;
import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import dapper.server.tls.ClientCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryConfigTest {
    private static final long HEAP = Runtime.getRuntime().maxMemory();

    @Test
    void listensOnThisMachineOnlyUnlessTold() {
        assertThat(QueryConfig.from(new Settings(key -> null)))
                .isEqualTo(new QueryConfig(
                        new ListenAddress("dapper.query", "127.0.0.1", 16686),
                        ClientCertificates.NONE,
                        Duration.ofHours(1),
                        50,
                        32,
                        HEAP / 100 * 40,
                        Duration.ofSeconds(30),
                        new LiveLimits(20, 10),
                        new InsightLimits(10_000_000, 0.05, 50_000_000, 10, 3, 50, 50, 5),
                        new AlertConfig(null, Duration.ofSeconds(30), Duration.ofSeconds(45), "", null)));
    }

    @Test
    void readsEverySetting() {
        Map<String, String> given = Map.ofEntries(
                Map.entry("dapper.query.host", "0.0.0.0"),
                Map.entry("dapper.query.port", "80"),
                Map.entry("dapper.query.client-certificates", "required"),
                Map.entry("dapper.query.lookback", "2d"),
                Map.entry("dapper.query.limit", "20"),
                Map.entry("dapper.query.max-concurrent", "4"),
                Map.entry("dapper.query.memory-percent", "25"),
                Map.entry("dapper.query.memory-wait", "5s"),
                Map.entry("dapper.query.live.max-tails", "7"),
                Map.entry("dapper.query.live.traces-per-second", "3"),
                Map.entry("dapper.query.insights.least-time", "1ms"),
                Map.entry("dapper.query.insights.least-share", "0.5"),
                Map.entry("dapper.query.insights.gap", "2ms"),
                Map.entry("dapper.query.insights.repeated-calls", "3"),
                Map.entry("dapper.query.insights.sequential-calls", "4"),
                Map.entry("dapper.query.insights.fan-out", "5"),
                Map.entry("dapper.query.insights.chatty-calls", "6"),
                Map.entry("dapper.query.insights.first-call-factor", "7"),
                Map.entry("dapper.query.alerts.rules", "alerts.yaml"),
                Map.entry("dapper.query.alerts.interval", "10s"),
                Map.entry("dapper.query.alerts.delay", "1m"),
                Map.entry("dapper.query.alerts.viewer", "https://dapper.example/"),
                Map.entry("dapper.query.alerts.smtp.host", "mail.example"),
                Map.entry("dapper.query.alerts.smtp.port", "465"),
                Map.entry("dapper.query.alerts.smtp.security", "tls"),
                Map.entry("dapper.query.alerts.smtp.user", "dapper"),
                Map.entry("dapper.query.alerts.smtp.password-file", "password"),
                Map.entry("dapper.query.alerts.smtp.from", "dapper@shop.example"));

        assertThat(QueryConfig.from(new Settings(given::get)))
                .isEqualTo(new QueryConfig(
                        new ListenAddress("dapper.query", "0.0.0.0", 80),
                        ClientCertificates.REQUIRED,
                        Duration.ofDays(2),
                        20,
                        4,
                        HEAP / 100 * 25,
                        Duration.ofSeconds(5),
                        new LiveLimits(7, 3),
                        new InsightLimits(1_000_000, 0.5, 2_000_000, 3, 4, 5, 6, 7),
                        new AlertConfig(
                                Path.of("alerts.yaml"),
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(1),
                                "https://dapper.example",
                                new SmtpConfig(
                                        "mail.example",
                                        465,
                                        SmtpConfig.Security.TLS,
                                        "dapper",
                                        Path.of("password"),
                                        "dapper@shop.example"))));
        assertThat(QueryConfig.SETTINGS).extracting(Setting::key).containsExactlyInAnyOrderElementsOf(given.keySet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from=nobody                                             | dapper.query.alerts.smtp.from must be an address such as dapper@shop.example, not "nobody"
            from=a@b.example user=a                                 | Set both dapper.query.alerts.smtp.user and dapper.query.alerts.smtp.password-file, or none of them
            from=a@b.example user=a password-file=p security=none   | dapper.query.alerts.smtp.security must be starttls or tls with a user, or the password travels in the clear
            """)
    void refusesAMailServerThatCannotBeUsed(String given, String problem) {
        Map<String, String> settings = new HashMap<>(Map.of("dapper.query.alerts.smtp.host", "mail.example"));
        for (String pair : given.split(" ")) {
            String[] parts = pair.split("=");
            settings.put("dapper.query.alerts.smtp." + parts[0], parts[1]);
        }

        assertThatThrownBy(() -> QueryConfig.from(new Settings(settings::get)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(problem);
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThatThrownBy(() -> QueryConfig.from(new Settings(Map.of("dapper.query.limit", "5000")::get)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("dapper.query.limit must be a whole number from 1 to 1000, not \"5000\"");
        assertThatThrownBy(() -> QueryConfig.from(new Settings(Map.of("dapper.query.alerts.interval", "1m")::get)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("dapper.query.alerts.interval must be 1s to 45s, not \"1m\"");
        assertThatThrownBy(() -> QueryConfig.from(new Settings(Map.of("dapper.query.alerts.viewer", "dapper")::get)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("dapper.query.alerts.viewer must be an address such as https://dapper.example");
    }
}
