// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.anomaly;

import java.util.function.LongToDoubleFunction;

/** The values of consecutive whole hours, of which some may be missing. Hours are counted from 1970. */
public final class HourlySeries {
    public static final HourlySeries EMPTY = new HourlySeries(0, new double[0]);

    private final long first;
    private final double[] values;

    private HourlySeries(long first, double[] values) {
        this.first = first;
        this.values = values;
    }

    /**
     * Makes the series of some hours.
     *
     * @param first inclusive
     * @param end exclusive
     * @param valueOf NaN for a missing value
     */
    public static HourlySeries of(long first, long end, LongToDoubleFunction valueOf) {
        double[] values = new double[(int) (end - first)];
        for (int i = 0; i < values.length; i++) {
            values[i] = valueOf.applyAsDouble(first + i);
        }
        return new HourlySeries(first, values);
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    public long first() {
        return first;
    }

    /** Returns the hour after the last; 0 if there is none. */
    public long end() {
        return first + values.length;
    }

    /** Returns NaN if the value is missing. */
    public double at(long hour) {
        return values[(int) (hour - first)];
    }
}
