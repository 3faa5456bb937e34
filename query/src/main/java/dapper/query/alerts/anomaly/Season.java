// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.anomaly;

/** The hours that are taken as alike. */
public enum Season {
    /** Those of the same hour of the week. Each must have been seen in four weeks. */
    WEEK(168, 4, "hour of the week", 0.5),
    /** Those of the same hour of the day. In ten days, so that a weekend is among them. */
    DAY(24, 10, "hour of the day", 0.9),
    /** All. A week of them, or half of the hours of two. */
    NONE(1, 168, "all hours", 0.9);

    /** Of a normal distribution, the half and nine tenths lie within so many standard deviations. */
    private static final double HALF = 0.6745;

    private static final double NINE_TENTHS = 1.645;

    private final int hours;
    private final int least;
    private final String text;
    private final double share;

    Season(int hours, int least, String text, double share) {
        this.hours = hours;
        this.least = least;
        this.text = text;
        this.share = share;
    }

    /** Returns its length. */
    int hours() {
        return hours;
    }

    /** Returns how many values each of its hours must have. */
    int least() {
        return least;
    }

    /** Returns it as people read it. */
    public String text() {
        return text;
    }

    int slot(long hour) {
        return (int) Math.floorMod(hour, (long) hours);
    }

    /**
     * Returns the standard deviation of residuals as if they were normal. For a week it is that of the median of their sizes (MAD). Where
     * hours of different nature are taken as alike, such as those of a Saturday and of a Monday, it is that of the size which
     * nine tenths of them do not exceed, so that the weekend is no anomaly.
     */
    double spread(Numbers residuals) {
        return residuals.sizes().quantile(share) / (share == 0.5 ? HALF : NINE_TENTHS);
    }
}
