// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.anomaly;

import org.jspecify.annotations.Nullable;

/**
 * Finds unusual values. A value is unusual if its distance to the usual one is above that many standard deviations of past hours, above its
 * counting error, and above the least change that matters.
 *
 * @param deviations the number of standard deviations; fewer find more, also where there is nothing
 * @param side the unusual values that matter
 * @param leastChange as a share of the usual value
 */
public record Detector(double deviations, Side side, double leastChange) {
    /** Hours that a shift must last. */
    public static final int SHIFT_HOURS = 6;

    /** The side of the usual values. */
    public enum Side {
        ABOVE,
        BELOW,
        BOTH;

        boolean includes(boolean above) {
            return this == BOTH || (this == ABOVE) == above;
        }
    }

    /**
     * Looks at the last value.
     *
     * @param history whole hours, up to the value
     * @param value that of the last hour, which may end after the history
     * @param endHour end of that hour since 1970, with its fraction
     * @param recent that of the last {@value #SHIFT_HOURS} hours of the history; null if it is missing
     * @return null if the history is too short
     */
    public @Nullable Finding look(HourlySeries history, Measured value, double endHour, @Nullable Measured recent) {
        long hour = (long) Math.floor(endHour - 0.5);
        Baseline baseline = Baseline.of(history, hour);
        if (baseline == null) {
            return null;
        }
        Usual usual = usual(baseline, value.error(), endHour);
        boolean above = value.value() > usual.high();
        boolean below = value.value() < usual.low();
        if ((above && side.includes(true)) || (below && side.includes(false))) {
            return new Finding(Finding.Kind.UNUSUAL, usual);
        }
        boolean shifted = recent != null && isShifted(history, baseline, recent);
        return new Finding(shifted ? Finding.Kind.SHIFTED : Finding.Kind.USUAL, usual);
    }

    /**
     * The band is that of the hour and of its neighbours: traffic that comes an hour earlier or later, as after a change of daylight
     * saving time, is no anomaly.
     */
    private Usual usual(Baseline baseline, CountingError error, double endHour) {
        long last = (long) Math.floor(endHour);
        double ofLast = endHour - last;
        double expected = (1 - ofLast) * baseline.expected(last - 1) + ofLast * baseline.expected(last);
        long hour = (long) Math.floor(endHour - 0.5);
        double low = expected;
        double high = expected;
        for (long each = hour - 1; each <= hour + 1; each++) {
            double middle = baseline.expected(each);
            double seasonal = Math.max(deviations * baseline.spread(each), leastChange * Math.abs(middle));
            low = Math.min(low, middle - Math.max(seasonal, chance(baseline, error, each, false)));
            high = Math.max(high, middle + Math.max(seasonal, chance(baseline, error, each, true)));
        }
        return new Usual(expected, low, high, baseline.season());
    }

    /** The greatest counting error for usual values: the median may be 0 where the calls of many an hour fail. */
    private double chance(Baseline baseline, CountingError error, long hour, boolean above) {
        double most = error.of(baseline.expected(hour), deviations, above);
        most = Math.max(most, error.of(baseline.quantile(hour, 0.25), deviations, above));
        return Math.max(most, error.of(baseline.quantile(hour, 0.75), deviations, above));
    }

    /**
     * The level-shift test: the median distance of the last hours to what is usual, compared with that of all such ranges of hours before.
     * Their spread is the scale, so it does not matter whether neighbouring hours are alike.
     */
    private boolean isShifted(HourlySeries history, Baseline baseline, Measured recent) {
        long begin = history.end() - SHIFT_HOURS;
        if (begin - SHIFT_HOURS < history.first()) {
            return false;
        }
        Numbers last = distances(begin, baseline::distance);
        if (last.size() < SHIFT_HOURS) {
            return false;
        }
        boolean above = last.median() > 0;
        boolean oneSided = last.quantile(above ? 0 : 1) > 0 == above;
        if (!oneSided || !side.includes(above)) {
            return false;
        }
        Numbers before = new Numbers();
        for (long hour = history.first(); hour + SHIFT_HOURS <= begin; hour++) {
            Numbers range = distances(hour, baseline::residual);
            if (range.size() == SHIFT_HOURS) {
                before.add(range.median());
            }
        }
        if (before.size() < LEAST_RANGES) {
            return false;
        }
        double usual = 0;
        double chance = 0;
        for (long hour = begin; hour < history.end(); hour++) {
            usual = Math.max(usual, Math.abs(baseline.expected(hour)));
            chance = Math.max(chance, chance(baseline, recent.error(), hour, above));
        }
        double scale = baseline.season().spread(before);
        double least = Math.max(leastChange * usual, Math.max(chance, deviations * scale));
        return Math.abs(last.median()) > least;
    }

    private static final int LEAST_RANGES = 100;

    private interface Distance {
        double of(long hour);
    }

    private static Numbers distances(long from, Distance distance) {
        Numbers numbers = new Numbers();
        for (long hour = from; hour < from + SHIFT_HOURS; hour++) {
            numbers.add(distance.of(hour));
        }
        return numbers;
    }
}
