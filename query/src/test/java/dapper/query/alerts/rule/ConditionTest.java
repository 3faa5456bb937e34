// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dapper.query.alerts.anomaly.HourlySeries;
import dapper.query.alerts.rule.Observation.Verdict;
import dapper.query.calls.Outcomes;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConditionTest {
    private static final CallKey GOOD = new CallKey(CallKind.HTTP_SERVER, "GET /", "", "200", "");
    private static final CallKey BAD = new CallKey(CallKind.HTTP_SERVER, "GET /", "", "500", "500");
    private static final Window FIVE_MINUTES = Window.of(TimeUnit.MINUTES.toNanos(5));

    private static Outcomes calls(int good, int bad, long millis) {
        Outcomes outcomes = new Outcomes();
        outcomes.add(GOOD, series(good, millis));
        outcomes.add(BAD, series(bad, millis));
        return outcomes;
    }

    private static CallSeries series(int calls, long millis) {
        CallSeries series = new CallSeries();
        for (int i = 0; i < calls; i++) {
            series.durations().add(millis * 1_000_000);
        }
        return series;
    }

    private static Condition threshold(String metric, boolean above, double value, long minimumCalls) {
        return new Condition.Threshold(Metric.ofText(metric), new Limit(above, value), FIVE_MINUTES, minimumCalls);
    }

    private static Observation observe(Condition condition, Outcomes... calls) {
        return condition.observe(new SeenCalls(0, List.of(calls), Map.of(), HourlySeries.EMPTY));
    }

    @Test
    void ratesAreCallsASecond() {
        assertThat(observe(threshold("rate", true, 0.99, 0), calls(200, 100, 1)))
                .isEqualTo(new Observation(Verdict.MET, 1.0, 300));
        assertThat(observe(threshold("rate", true, 1, 0), calls(200, 100, 1)).verdict())
                .isEqualTo(Verdict.NOT_MET);
        assertThat(observe(threshold("rate", false, 1, 0), new Outcomes()))
                .isEqualTo(new Observation(Verdict.MET, 0, 0));
    }

    @Test
    void errorRatiosNeedCalls() {
        Condition condition = threshold("error-ratio", true, 0.05, 10);

        assertThat(observe(condition, calls(94, 6, 1))).isEqualTo(new Observation(Verdict.MET, 0.06, 100));
        assertThat(observe(condition, calls(95, 5, 1)).verdict()).isEqualTo(Verdict.NOT_MET);
        assertThat(observe(condition, calls(0, 9, 1))).isEqualTo(new Observation(Verdict.MISSING, Double.NaN, 9));
    }

    /** Each quantile is exact to the width of a bucket, whatever the durations. */
    @Test
    void quantilesAreThoseOfTheDurations() {
        Random random = new Random(7);
        for (int run = 0; run < 200; run++) {
            long[] nanos = random.longs(1 + random.nextInt(500), 1_000, 10_000_000_000L)
                    .toArray();
            Outcomes outcomes = new Outcomes();
            for (long each : nanos) {
                CallSeries one = new CallSeries();
                one.durations().add(each);
                outcomes.add(random.nextBoolean() ? GOOD : BAD, one);
            }
            Arrays.sort(nanos);
            double exact = nanos[(int) Math.ceil(0.95 * nanos.length) - 1];

            Observation seen = observe(threshold("p95", true, exact * 1.1, 1), outcomes);

            assertThat(seen.value()).isCloseTo(exact, within(exact * 0.05));
            assertThat(seen.verdict()).isEqualTo(Verdict.NOT_MET);
            assertThat(observe(threshold("p95", true, exact * 0.9, 1), outcomes).verdict())
                    .isEqualTo(Verdict.MET);
        }
    }

    @Test
    void anApdexCountsTolerableCallsHalfAndFailedOnesNot() {
        Condition condition = new Condition.Threshold(Metric.apdex(100e6), new Limit(false, 0.5), FIVE_MINUTES, 10);
        Outcomes outcomes = calls(40, 20, 50);
        outcomes.add(GOOD, series(30, 300));
        outcomes.add(GOOD, series(10, 900));

        assertThat(observe(condition, outcomes)).isEqualTo(new Observation(Verdict.NOT_MET, 0.55, 100));
    }

    @Test
    void changesCompareTwoWindows() {
        Window window = Window.comparable(TimeUnit.MINUTES.toNanos(10));
        Condition condition = new Condition.Change(
                Metric.ofText("rate"), new Limit(false, -0.3), window, window.earlier(TimeUnit.DAYS.toNanos(1)), 10);

        assertThat(observe(condition, calls(69, 0, 1), calls(100, 0, 1)).verdict())
                .isEqualTo(Verdict.MET);
        assertThat(observe(condition, calls(69, 0, 1), calls(100, 0, 1)).value())
                .isCloseTo(-0.31, within(1e-9));
        assertThat(observe(condition, calls(71, 0, 1), calls(100, 0, 1)).verdict())
                .isEqualTo(Verdict.NOT_MET);
        assertThat(observe(condition, new Outcomes(), calls(100, 0, 1)))
                .as("the rate has fallen to nothing")
                .isEqualTo(new Observation(Verdict.MET, -1, 0, 100 / 600.0, null));
        assertThat(observe(condition, calls(69, 0, 1), calls(9, 0, 1)).verdict())
                .as("too few calls to compare with")
                .isEqualTo(Verdict.MISSING);
    }

    @Test
    void noCallsAreAValue() {
        Condition condition = new Condition.NoCalls(FIVE_MINUTES);

        assertThat(observe(condition, new Outcomes())).isEqualTo(new Observation(Verdict.MET, 0, 0));
        assertThat(observe(condition, calls(0, 1, 1))).isEqualTo(new Observation(Verdict.NOT_MET, 1, 1));
    }

    @Test
    void aBurnRateMustBeTooHighInBothWindows() {
        Condition condition =
                new Condition.BurnRate(0.99, null, Window.of(TimeUnit.HOURS.toNanos(1)), FIVE_MINUTES, 10, 10);

        assertThat(observe(condition, calls(800, 200, 1), calls(80, 20, 1)).verdict())
                .isEqualTo(Verdict.MET);
        assertThat(observe(condition, calls(800, 200, 1), calls(80, 20, 1)).value())
                .isCloseTo(20, within(1e-9));
        assertThat(observe(condition, calls(800, 200, 1), calls(95, 5, 1)).verdict())
                .as("it is over")
                .isEqualTo(Verdict.NOT_MET);
        assertThat(observe(condition, calls(950, 50, 1), calls(0, 100, 1)).verdict())
                .as("it has just begun")
                .isEqualTo(Verdict.NOT_MET);
        assertThat(observe(condition, calls(0, 9, 1), calls(0, 9, 1)).verdict()).isEqualTo(Verdict.MISSING);
        assertThat(observe(condition, calls(0, 100, 1), new Outcomes()).verdict())
                .isEqualTo(Verdict.MISSING);
    }

    @Test
    void slowCallsAreBadIfTheObjectiveHasALatency() {
        Condition condition =
                new Condition.BurnRate(0.9, 300_000_000L, Window.of(TimeUnit.HOURS.toNanos(1)), FIVE_MINUTES, 2, 10);

        assertThat(observe(condition, calls(100, 0, 400), calls(10, 0, 400)).value())
                .isCloseTo(10, within(1e-9));
        assertThat(observe(condition, calls(100, 0, 200), calls(10, 0, 200)).value())
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void windowsEndAtWholeSteps() {
        long minute = TimeUnit.MINUTES.toNanos(1);

        assertThat(FIVE_MINUTES.at(17 * minute + 59)).isEqualTo(new Window.Range(12 * minute, 17 * minute));
        assertThat(Window.of(360 * minute).at(1_019 * minute))
                .isEqualTo(new Window.Range(650 * minute, 1_010 * minute));
        assertThat(Window.of(4_320 * minute).at(5_000 * minute))
                .isEqualTo(new Window.Range(660 * minute, 4_980 * minute));
        assertThat(Window.comparable(10 * minute).earlier(1_440 * minute).at(3_019 * minute))
                .isEqualTo(new Window.Range(1_560 * minute, 1_570 * minute));
    }

    @Test
    void targetsAcceptTheirCallsOnly() {
        CallKey toStock = new CallKey(CallKind.HTTP_CLIENT, "GET", "stock:80", "200", "");
        CallKey toDatabase = new CallKey(CallKind.DATABASE, "SELECT", "postgresql shop", "", "");

        assertThat(accepted(new Target("a", "", null, ""), toStock, toDatabase)).containsExactly(GOOD, BAD);
        assertThat(accepted(new Target("a", "GET", null, ""), toStock, toDatabase))
                .isEmpty();
        assertThat(accepted(new Target("a", "", CallKind.DATABASE, ""), toStock, toDatabase))
                .containsExactly(toDatabase);
        assertThat(accepted(new Target("a", "", null, "stock"), toStock, toDatabase))
                .containsExactly(toStock);
        assertThat(accepted(new Target("a", "", null, "stock:80"), toStock, toDatabase))
                .containsExactly(toStock);
        assertThat(accepted(new Target("a", "", null, "sto"), toStock, toDatabase))
                .isEmpty();
        assertThat(accepted(new Target("a", "", null, "postgresql shop"), toStock, toDatabase))
                .containsExactly(toDatabase);
    }

    private static List<CallKey> accepted(Target target, CallKey... others) {
        return Stream.concat(Stream.of(GOOD, BAD), Arrays.stream(others))
                .filter(target::accepts)
                .toList();
    }
}
