// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of baselines and of findings on them. */
class BaselineTest {
    private static final long END = 480_000;
    private static final int WEEK = 168;

    private static HourlySeries weeks(double weeks, LongToDoubleFunction valueOf) {
        return HourlySeries.of(END - Math.round(weeks * WEEK), END, valueOf);
    }

    private static Baseline baseline(HourlySeries series, long hour) {
        return Objects.requireNonNull(Baseline.of(series, hour));
    }

    /** Days, a weekend and noise. */
    private static double lively(long hour, long seed) {
        double day = Math.sin(2 * Math.PI * (hour % 24) / 24);
        double weekend = Math.floorMod(hour, WEEK) < 48 ? -3 : 0;
        return 10 + 4 * day + weekend + new SplittableRandom(hour * 31 + seed).nextDouble(-1, 1);
    }

    @Test
    void aConstantSeriesIsItsOwnBaselineWithoutSpread() {
        Baseline baseline = baseline(weeks(12, hour -> 7), END);

        assertThat(baseline.season()).isEqualTo(Season.WEEK);
        assertThat(baseline.expected(END)).isEqualTo(7);
        assertThat(baseline.spread(END)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "0.001, 0", "1, -1000", "250, 17"})
    void followsUnitAndOrigin(double unit, double origin) {
        for (double weeks : new double[] {12, 3, 1.5}) {
            Baseline plain = baseline(weeks(weeks, hour -> lively(hour, 1)), END);
            Baseline other = baseline(weeks(weeks, hour -> unit * lively(hour, 1) + origin), END);

            assertThat(other.season()).isEqualTo(plain.season());
            for (long hour = END; hour < END + WEEK; hour++) {
                assertThat(other.expected(hour))
                        .isCloseTo(unit * plain.expected(hour) + origin, within(1e-6 * Math.max(unit, 1)));
                assertThat(other.spread(hour)).isCloseTo(unit * plain.spread(hour), within(1e-6 * unit));
            }
        }
    }

    @Test
    void learnsTheHoursOfTheWeek() {
        Baseline baseline = baseline(weeks(12, hour -> lively(hour, 2)), END);

        for (long hour = END; hour < END + WEEK; hour++) {
            double truth = 10 + 4 * Math.sin(2 * Math.PI * (hour % 24) / 24) - (Math.floorMod(hour, WEEK) < 48 ? 3 : 0);
            assertThat(baseline.expected(hour)).isCloseTo(truth, within(1.0));
            // That of even noise from -1 to 1 is 0.74 if it is taken as normal.
            assertThat(baseline.spread(hour)).isBetween(0.4, 1.4);
        }
    }

    @Test
    void outliersDoNotMoveIt() {
        HourlySeries clean = weeks(12, hour -> lively(hour, 3));
        HourlySeries dirty = weeks(12, hour -> hour % 13 == 0 ? 1e6 : lively(hour, 3));
        Baseline expected = baseline(clean, END);
        Baseline actual = baseline(dirty, END);

        for (long hour = END; hour < END + WEEK; hour++) {
            assertThat(actual.expected(hour)).isCloseTo(expected.expected(hour), within(1.0));
            assertThat(actual.spread(hour)).isCloseTo(expected.spread(hour), within(0.6));
        }
    }

    @Test
    void missingHoursAreLeftOut() {
        HourlySeries sparse = weeks(12, hour -> hour % 5 == 0 ? Double.NaN : lively(hour, 4));
        Baseline actual = baseline(sparse, END);

        assertThat(actual.season()).isEqualTo(Season.WEEK);
        for (long hour = END; hour < END + WEEK; hour++) {
            assertThat(actual.expected(hour)).isCloseTo(lively(hour, 5), within(2.5));
        }
        assertThat(Baseline.of(weeks(12, hour -> Double.NaN), END)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"12, WEEK", "5, WEEK", "4, WEEK", "3.9, DAY", "2, DAY", "1.5, DAY", "1.3, NONE", "1, NONE"})
    void takesMoreHoursAsAlikeTheShorterThePast(double weeks, Season season) {
        assertThat(baseline(weeks(weeks, hour -> lively(hour, 6)), END).season())
                .isEqualTo(season);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.9})
    void hasNoValueWithoutAWeek(double weeks) {
        assertThat(Baseline.of(weeks(weeks, hour -> 1), END)).isNull();
    }

    @Test
    void followsANewLevelAfterHalfAWeek() {
        HourlySeries recent = weeks(12, hour -> lively(hour, 7) + (hour >= END - 48 ? 5 : 0));
        HourlySeries older = weeks(12, hour -> lively(hour, 7) + (hour >= END - 100 ? 5 : 0));

        double before = baseline(weeks(12, hour -> lively(hour, 7)), END).expected(END);
        assertThat(baseline(recent, END).expected(END)).isCloseTo(before, within(1.0));
        assertThat(baseline(older, END).expected(END)).isCloseTo(before + 5, within(1.0));
    }

    @Test
    void findsWhatIsOutsideTheBandOnTheAskedSide() {
        HourlySeries history = weeks(12, hour -> lively(hour, 8));
        double usual = baseline(history, END - 1).expected(END - 1);

        assertThat(find(history, Detector.Side.BOTH, usual)).isEqualTo(Finding.Kind.USUAL);
        assertThat(find(history, Detector.Side.BOTH, usual + 20)).isEqualTo(Finding.Kind.UNUSUAL);
        assertThat(find(history, Detector.Side.BELOW, usual + 20)).isEqualTo(Finding.Kind.USUAL);
        assertThat(find(history, Detector.Side.BOTH, usual - 20)).isEqualTo(Finding.Kind.UNUSUAL);
        assertThat(find(history, Detector.Side.ABOVE, usual - 20)).isEqualTo(Finding.Kind.USUAL);
    }

    private static Finding.Kind find(HourlySeries history, Detector.Side side, double value) {
        Measured measured = new Measured(value, CountingError.NONE);
        return Objects.requireNonNull(new Detector(7, side, 0.1).look(history, measured, END, measured))
                .kind();
    }

    @Test
    void findsAShiftWhoseHoursAreEachInsideTheBand() {
        HourlySeries flat = weeks(12, hour -> 100 + new SplittableRandom(hour).nextDouble(-10, 10));
        HourlySeries shifted =
                weeks(12, hour -> 100 + new SplittableRandom(hour).nextDouble(-10, 10) + (hour >= END - 6 ? 38 : 0));

        assertThat(find(flat, Detector.Side.BOTH, 100)).isEqualTo(Finding.Kind.USUAL);
        assertThat(find(shifted, Detector.Side.ABOVE, 138)).isEqualTo(Finding.Kind.SHIFTED);
        assertThat(find(shifted, Detector.Side.BELOW, 138)).isEqualTo(Finding.Kind.USUAL);
    }

    @Test
    void valuesWithAGreatCountingErrorAreUsual() {
        HourlySeries history = weeks(12, hour -> lively(hour, 9));
        Measured doubtful = new Measured(1e6, (expected, deviations, above) -> deviations * 1e6);

        Finding finding =
                Objects.requireNonNull(new Detector(7, Detector.Side.BOTH, 0.1).look(history, doubtful, END, null));

        assertThat(finding.kind()).isEqualTo(Finding.Kind.USUAL);
    }
}
