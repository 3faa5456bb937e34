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
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures false alarms and detections on invented services. {@code -Ddapper.anomaly.weeks=50} looks at more weeks, and
 * {@code -Ddapper.anomaly.print=true} prints the figures of the README.
 */
@Tag("once")
class AnomalyRatesTest {
    private static final int WEEK = 168;
    private static final int HISTORY = 12 * WEEK;
    private static final int WEEKS = Integer.getInteger("dapper.anomaly.weeks", 2);
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

    private static Measured[] measured(Unusual rule, Outcomes[] calls, int hours) {
        Measured[] found = new Measured[calls.length];
        for (int i = hours - 1; i < calls.length; i++) {
            Outcomes sum = new Outcomes();
            for (int hour = i - hours + 1; hour <= i; hour++) {
                sum.add(calls[hour]);
            }
            found[i] = rule.measured(sum, hours);
        }
        return found;
    }

    /** Looks at each hour after the history, as evaluations do; null where there was no value. */
    private static List<Finding> findings(Unusual rule, Outcomes[] calls, int first, int history) {
        Measured[] values = measured(rule, calls, 1);
        Measured[] recent = measured(rule, calls, Detector.SHIFT_HOURS);
        List<Finding> found = new ArrayList<>();
        for (int hour = first; hour < calls.length; hour++) {
            HourlySeries series =
                    HourlySeries.of(Math.max(0, hour - history), hour, each -> values[(int) each].value());
            Measured shift = recent[hour - 1];
            found.add(
                    Double.isNaN(values[hour].value())
                            ? null
                            : rule.detector()
                                    .look(
                                            series,
                                            values[hour],
                                            hour + 1,
                                            Double.isNaN(shift.value()) ? null : shift));
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
        StringBuilder table = new StringBuilder();
        for (String sensitivity : List.of("low", "medium", "high")) {
            for (SyntheticCalls.Service service : SERVICES) {
                Outcomes[] calls =
                        SyntheticCalls.of(service, HISTORY + WEEKS * WEEK, SyntheticCalls.Anomaly.NONE, 11);
                table.append(String.format(Locale.ROOT, "%-7s%-10s", sensitivity, service.name()));
                for (String metric : METRICS) {
                    int alerts = alerts(findings(rule(metric, sensitivity), calls, HISTORY, HISTORY));
                    table.append(String.format(Locale.ROOT, " %s %d", metric, alerts));
                }
                table.append('\n');
            }
        }
        System.out.println("False alarms in " + WEEKS + " weeks\n" + table);
        assertThat(PRINT).isFalse();
    }
}
