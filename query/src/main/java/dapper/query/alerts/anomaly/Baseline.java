// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.anomaly;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usual values of a series, from its past alone.
 *
 * <p>Hours in the same slot of a {@link Season} are taken as alike: their median is the usual value, and their distance to it, with
 * that of the slots around, is the usual spread. A series that grows or has moved to another level is followed by the week: each
 * week has a level, the median of its distances to the slots' medians; it is taken off before medians and spreads are computed,
 * and that of the last seven days is added again. So half a week after a shift, the new level is the usual one. Medians do not notice
 * past incidents, unless they fill half of the hours.
 *
 * <p>All results follow a change of unit and of origin: those of a * x + b are a times those of x, and b for values.
 */
final class Baseline {
    private static final int WEEK = 168;
    /** A week with fewer values has no level of its own. */
    private static final int LEAST_OF_WEEK = 24;
    /** Slots on each side whose residuals count for the spread. */
    private static final int AROUND = 2;
    /** A spread of few residuals may be small by chance. */
    private static final double LEAST_SHARE_OF_SPREAD = 0.25;

    private final HourlySeries series;
    private final Season season;
    private final double[] levels;
    private final List<Numbers> slots;
    private final double[] medians;
    private final double leastSpread;

    private Baseline(HourlySeries series, Season season) {
        this.series = series;
        this.season = season;
        this.levels = levels();
        this.slots = slots(true);
        this.medians = medians(slots);
        this.leastSpread = leastSpread();
    }

    /** Returns the baseline for an hour, of the first season for which there are enough values; null if there is none. */
    static @Nullable Baseline of(HourlySeries series, long hour) {
        for (Season season : Season.values()) {
            Baseline baseline = new Baseline(series, season);
            if (baseline.hasEnough(hour - 1) && baseline.hasEnough(hour) && baseline.hasEnough(hour + 1)) {
                return baseline;
            }
        }
        return null;
    }

    private boolean hasEnough(long hour) {
        return slots.get(season.slot(hour)).size() >= season.least();
    }

    Season season() {
        return season;
    }

    private List<Numbers> slots(boolean withoutLevel) {
        List<Numbers> found = new ArrayList<>();
        for (int i = 0; i < season.hours(); i++) {
            found.add(new Numbers());
        }
        for (long hour = series.first(); hour < series.end(); hour++) {
            double value = series.at(hour);
            found.get(season.slot(hour)).add(withoutLevel ? value - level(hour) : value);
        }
        return found;
    }

    private static double[] medians(List<Numbers> slots) {
        return slots.stream().mapToDouble(Numbers::median).toArray();
    }

    private double level(long hour) {
        return levels[(int) ((series.end() - 1 - hour) / WEEK)];
    }

    /** The levels of weeks, the last seven days first. */
    private double[] levels() {
        double[] first = medians(slots(false));
        double[] found = new double[(int) ((series.end() - series.first()) / WEEK) + 1];
        for (int week = 0; week < found.length; week++) {
            Numbers distances = new Numbers();
            long end = series.end() - (long) week * WEEK;
            for (long hour = Math.max(series.first(), end - WEEK); hour < end; hour++) {
                distances.add(series.at(hour) - first[season.slot(hour)]);
            }
            found[week] = distances.size() < LEAST_OF_WEEK ? 0 : distances.median();
        }
        return found;
    }

    private double leastSpread() {
        Numbers all = new Numbers();
        for (long hour = series.first(); hour < series.end(); hour++) {
            all.add(residual(hour));
        }
        return LEAST_SHARE_OF_SPREAD * season.spread(all);
    }

    /** A median of n values is nearer to these than to the next one: its variance is about 1.57 / n of theirs. */
    private static double inflation(int n) {
        double share = Math.min(0.5, 1.57 / Math.max(1, n));
        return Math.sqrt((1 + share) / (1 - share));
    }

    /** Returns the distance of a past value to the usual one of its week; NaN if it is missing. */
    double residual(long hour) {
        return series.at(hour) - level(hour) - medians[season.slot(hour)];
    }

    /** Returns the distance of a past value to that which is usual now; NaN if it is missing. */
    double distance(long hour) {
        return series.at(hour) - expected(hour);
    }

    /** Returns the usual value of an hour. */
    double expected(long hour) {
        return medians[season.slot(hour)] + levels[0];
    }

    /** Returns the standard deviation of the values of an hour. */
    double spread(long hour) {
        int slot = season.slot(hour);
        Numbers residuals = new Numbers();
        for (long each = series.first(); each < series.end(); each++) {
            if (isAround(slot, season.slot(each))) {
                residuals.add(residual(each));
            }
        }
        return Math.max(
                leastSpread,
                season.spread(residuals) * inflation(slots.get(slot).size()));
    }

    private boolean isAround(int slot, int other) {
        int distance = Math.abs(slot - other);
        return Math.min(distance, season.hours() - distance) <= Math.min(AROUND, (season.hours() - 1) / 2);
    }

    /** Returns a quantile of the usual values of an hour. */
    double quantile(long hour, double share) {
        return slots.get(season.slot(hour)).quantile(share) + levels[0];
    }
}
