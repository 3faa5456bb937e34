// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.alerts.anomaly.Detector;
import dapper.query.alerts.anomaly.Finding;
import dapper.query.alerts.anomaly.HourlySeries;
import dapper.query.alerts.anomaly.Measured;
import dapper.query.calls.Outcomes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Measures false alarms and detections on invented services. {@code -Ddapper.anomaly.print=true} prints the figures, with
 * {@code -Ddapper.anomaly.weeks=} and {@code -Ddapper.anomaly.cases=} for more of them.
 */
@Tag("once")
class AnomalyRatesTest {
    private static final int WEEK = 168;
    private static final int HISTORY = 12 * WEEK;
    private static final int WEEKS = Integer.getInteger("dapper.anomaly.weeks", 1);
    private static final int CASES = Integer.getInteger("dapper.anomaly.cases", 4);
    private static final boolean PRINT = Boolean.getBoolean("dapper.anomaly.print");

    private static final List<SyntheticCalls.Service> SERVICES = List.of(
            new SyntheticCalls.Service("steady", 400, 0, 0, 0, 0.02, 0.01, 0),
            new SyntheticCalls.Service("seasonal", 400, 0.8, 0, 0.05, 0.05, 0.01, 0),
            new SyntheticCalls.Service("growing", 300, 0.6, 0.03, 0.05, 0.05, 0.01, 0),
            new SyntheticCalls.Service("deployed", 300, 0.6, 0, 0.05, 0.05, 0.01, 40),
            new SyntheticCalls.Service("restless", 300, 0.5, 0, 0.2, 0.2, 0.02, 0),
            new SyntheticCalls.Service("sparse", 5, 0.8, 0, 0.05, 0.05, 0.01, 0));

    private static final List<String> METRICS = List.of("rate", "error-ratio", "p50", "p99", "apdex");

    private static Unusual rule(String metric, String sensitivity) throws Exception {
        String apdex = metric.equals("apdex") ? ", apdex: 30ms" : "";
        return (Unusual) RuleFileReader.read("rules: [{name: A, service: a, metric: " + metric + apdex
                        + ", anomaly: {side: both, sensitivity: " + sensitivity + "}}]")
                .rules()
                .get(0)
                .condition();
    }

    private static Measured measured(Unusual rule, Outcomes[] calls, int last, int hours) {
        Outcomes sum = new Outcomes();
        for (int hour = last - hours + 1; hour <= last; hour++) {
            sum.add(calls[hour]);
        }
        return rule.measured(sum, hours);
    }

    /** Looks at each hour after the history, as evaluations do; null where there was no value. */
    private static List<@Nullable Finding> findings(Unusual rule, Outcomes[] calls, int first) {
        double[] values = new double[calls.length];
        for (int hour = 0; hour < calls.length; hour++) {
            values[hour] = measured(rule, calls, hour, 1).value();
        }
        List<@Nullable Finding> found = new ArrayList<>();
        for (int hour = first; hour < calls.length; hour++) {
            Measured value = measured(rule, calls, hour, 1);
            Measured shift = measured(rule, calls, hour - 1, Detector.SHIFT_HOURS);
            HourlySeries series = HourlySeries.of(Math.max(0, hour - HISTORY), hour, each -> values[(int) each]);
            found.add(
                    Double.isNaN(value.value())
                            ? null
                            : rule.detector()
                                    .look(series, value, hour + 1, Double.isNaN(shift.value()) ? null : shift));
        }
        return found;
    }

    /** Alerts: unusual values in a row are one. */
    private static int alerts(List<@Nullable Finding> findings) {
        int alerts = 0;
        boolean before = false;
        for (Finding finding : findings) {
            boolean unusual = finding != null && finding.isUnusual();
            alerts += unusual && !before ? 1 : 0;
            before = unusual;
        }
        return alerts;
    }

    @Test
    void falseAlarmsAreRare() throws Exception {
        for (String sensitivity : PRINT ? List.of("low", "medium", "high") : List.of("medium")) {
            int total = 0;
            for (SyntheticCalls.Service service : SERVICES) {
                Outcomes[] calls = SyntheticCalls.of(service, HISTORY + WEEKS * WEEK, SyntheticCalls.Anomaly.NONE, 11);
                StringBuilder line = new StringBuilder();
                for (String metric : METRICS) {
                    int alerts = alerts(findings(rule(metric, sensitivity), calls, HISTORY));
                    line.append(' ').append(metric).append(' ').append(alerts);
                    total += alerts;
                    assertThat(alerts)
                            .as("%s %s of a %s service", sensitivity, metric, service.name())
                            .isLessThanOrEqualTo(service.name().equals("sparse") ? 0 : WEEKS);
                }
                print("False alarms in " + WEEKS + " weeks, " + sensitivity + ", " + service.name() + ":" + line);
            }
            int ruleWeeks = SERVICES.size() * METRICS.size() * WEEKS;
            assertThat(total)
                    .as("%s", sensitivity)
                    .isLessThanOrEqualTo(ruleWeeks / (sensitivity.equals("high") ? 5 : 15));
        }
    }

    /** The first weeks of a service have no season of weeks yet, but weekends. */
    @Test
    void aYoungServiceIsNotNoisy() throws Exception {
        int total = 0;
        for (String metric : METRICS) {
            Outcomes[] calls = SyntheticCalls.of(SERVICES.get(1), 5 * WEEK, SyntheticCalls.Anomaly.NONE, 12);
            List<@Nullable Finding> found = findings(rule(metric, "medium"), calls, 24);
            int alerts = alerts(found);
            total += alerts;
            print("False alarms in the first 5 weeks, medium, seasonal, " + metric + ": " + alerts);
            assertThat(found.subList(0, 6 * 24)).as("without a week").containsOnlyNulls();
        }
        assertThat(total).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        // service, metric, factor of traffic, of latency, failed calls, hours until it must be found
        "seasonal, rate, 0.3, 1, 0, 3",
        "seasonal, rate, 3, 1, 0, 3",
        "seasonal, error-ratio, 1, 1, 0.1, 2",
        "seasonal, p50, 1, 2, 0, 3",
        "seasonal, p99, 1, 4, 0, 3",
        "seasonal, apdex, 1, 2, 0, 3",
        "growing, p50, 1, 1.8, 0, 2",
        "deployed, p99, 1, 3, 0, 2",
        "restless, error-ratio, 1, 1, 0.2, 2",
        "restless, p50, 1, 4, 0, 3",
        // A shift: none of its hours need be outside the band.
        "steady, p50, 1, 1.35, 0, 7",
    })
    void findsKnownAnomalies(String name, String metric, double traffic, double latency, double errors, int within)
            throws Exception {
        SyntheticCalls.Service service = SERVICES.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        int found = 0;
        for (int i = 0; i < CASES; i++) {
            // Each begins at another hour of the day.
            int begin = HISTORY + 60 + (i * 7) % 24;
            SyntheticCalls.Anomaly anomaly =
                    new SyntheticCalls.Anomaly(begin, begin + within, traffic, latency, errors);
            Outcomes[] calls = SyntheticCalls.of(service, begin + within, anomaly, 100 + i);
            List<@Nullable Finding> findings = findings(rule(metric, "medium"), calls, begin);
            int hours = 0;
            while (hours < findings.size() && !isUnusual(findings.get(hours))) {
                hours++;
            }
            found += hours < findings.size() ? 1 : 0;
        }
        print("Found " + found + " of " + CASES + " within " + within + " h: " + metric + " of a " + name
                + " service, traffic x" + traffic + ", latency x" + latency + ", errors +" + errors);
        assertThat(found).isGreaterThanOrEqualTo(CASES * 8 / 10);
    }

    private static boolean isUnusual(@Nullable Finding finding) {
        return finding != null && finding.isUnusual();
    }

    private static void print(String line) {
        if (PRINT) {
            System.out.println(line);
        }
    }
}
