// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.calls.Outcomes;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallSeries;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** The numbers of calls that the README states, at medium sensitivity. */
class CallsErrorTest {
    private static final double DEVIATIONS = Unusual.Sensitivity.MEDIUM.deviations();
    private static final double FAST = 10e6;
    private static final int SLOW_MILLIS = 1_000;

    private static Outcomes calls(int fast, int slow, int failed) {
        Outcomes outcomes = new Outcomes();
        add(outcomes, "", fast, 10);
        add(outcomes, "", slow, SLOW_MILLIS);
        add(outcomes, "500", failed, 10);
        return outcomes;
    }

    private static void add(Outcomes outcomes, String error, int calls, long millis) {
        CallSeries series = new CallSeries();
        for (int i = 0; i < calls; i++) {
            series.durations().add(millis * 1_000_000);
        }
        outcomes.add(new CallKey(CallKind.HTTP_SERVER, "GET", "", "", error), series);
    }

    private static boolean excludesChance(String metric, Outcomes calls, double expected) {
        Metric of = Metric.ofText(metric);
        double value = of.of(calls, 3_600);
        boolean above = value > expected;
        double error = new CallsError(of, calls, 3_600).of(expected, DEVIATIONS, above);
        return Math.abs(value - expected) > error;
    }

    private static int least(IntPredicate isEnough) {
        int number = 1;
        while (!isEnough.test(number)) {
            number++;
        }
        return number;
    }

    @Test
    void ratesNeedSoManyUsualCallsInAnHour() {
        assertThat(least(usual -> excludesChance("rate", calls(0, 0, 0), usual / 3_600.0)))
                .as("falls to nothing")
                .isEqualTo(26);
        assertThat(least(half -> excludesChance("rate", calls(half, 0, 0), 2 * half / 3_600.0)))
                .as("falls to this half")
                .isEqualTo(51);
        assertThat(least(usual -> excludesChance("rate", calls(2 * usual, 0, 0), usual / 3_600.0)))
                .as("doubles")
                .isEqualTo(26);
    }

    @Test
    void errorRatiosNeedSoManyCalls() {
        assertThat(least(failed -> excludesChance("error-ratio", calls(1_000 - failed, 0, failed), 0)))
                .as("failed calls where usually none fails")
                .isEqualTo(6);
        assertThat(least(twenties -> excludesChance("error-ratio", calls(19 * twenties, 0, twenties), 0.01)) * 20)
                .as("5 percent fail where usually 1 percent does")
                .isEqualTo(240);
    }

    @Test
    void quantilesNeedSoManySlowCalls() {
        assertThat(least(slow -> excludesChance("p99", calls(100 - slow, slow, 0), FAST)))
                .as("of a hundred")
                .isEqualTo(9);
        assertThat(least(slow -> excludesChance("p99", calls(1_000 - slow, slow, 0), FAST)))
                .as("of a thousand")
                .isEqualTo(27);
        assertThat(least(slow -> excludesChance("p50", calls(100 - slow, slow, 0), FAST)))
                .as("of a hundred")
                .isEqualTo(76);
        assertThat(excludesChance("p99", calls(0, 5, 0), FAST)).isFalse();
    }
}
