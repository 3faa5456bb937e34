// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.alerts.TestCalls;
import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.Observation;
import dapper.query.alerts.rule.RuleFileReader;
import dapper.query.testing.InMemoryCalls;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentValuesTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    /** A whole hour. */
    private static final long NOW = 1_700_002_800L * 1_000_000_000;

    private final InMemoryCalls calls = new InMemoryCalls();

    @BeforeEach
    void store() {
        for (int i = 0; i < 300; i++) {
            TestCalls.minute("front", NOW - (i + 1) * MINUTE, 10 + i).forEach(calls::add);
        }
    }

    private static AlertRule rule(String condition) throws Exception {
        return RuleFileReader.read("rules: [{name: A, service: front, " + condition + "}]")
                .rules()
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metric: p99, above: 1ms",
                "metric: rate, above: 1, window: 3m",
                "metric: p50, above: 1ms, window: 4h",
                "metric: p99, above: 5%, compared-with: day",
                "metric: no-data",
                "metric: p50, anomaly: {}",
                "slo: {objective: 99%, latency: 100ms, burn-rates: [{long: 2h, short: 10m, factor: 2}]}"
            })
    void areThoseThatAnEvaluationSees(String condition) throws Exception {
        AlertRule rule = rule(condition);
        long until = NOW + 30_000_000_000L;

        RecentValues recent = RecentValues.read(calls, rule, until);

        assertThat(recent.points()).hasSize(36);
        assertThat(recent.incompleteReason()).isEmpty();
        for (RecentValues.Point point : recent.points()) {
            WindowCalls seen = WindowCalls.read(calls, "front", List.of(rule), point.unixNanos(), new PastHours());
            Observation expected = rule.condition().observe(seen.of(rule));
            assertThat(Double.valueOf(point.value()))
                    .as("at %d", point.unixNanos())
                    .isEqualTo(Double.valueOf(expected.value()));
        }
        long step = Math.max(5 * MINUTE, rule.condition().stepNanos());
        assertThat(recent.points().get(35).unixNanos()).isEqualTo(NOW);
        assertThat(recent.points().get(0).unixNanos()).isEqualTo(NOW - 35 * step);
    }

    @Test
    void stateThatCallsAreMissing() throws Exception {
        calls.stopEarly("too many rows");

        assertThat(RecentValues.read(calls, rule("metric: rate, above: 1"), NOW).incompleteReason())
                .isEqualTo("too many rows");
    }
}
