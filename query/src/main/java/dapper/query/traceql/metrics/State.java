// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import java.util.ArrayList;
import java.util.List;

/** Counts the state of all series of a query against its limits, and what they have left out. Used by one thread. */
final class State {
    /** An empty point is a reference or two. */
    private static final int POINTS_OF_A_PART = MetricsLimits.BYTES_OF_A_PART / 8;

    private final MetricsLimits limits;
    private int parts;
    private long withoutSeries;
    private int mostSeries;
    private long withoutPart;
    private int seriesLeftOut;

    State(MetricsLimits limits) {
        this.limits = limits;
    }

    MetricsLimits limits() {
        return limits;
    }

    /** Returns whether there is room for one part more; otherwise the value that needs it counts as left out. */
    boolean takePart() {
        return takeParts(1);
    }

    private boolean takeParts(int more) {
        if (parts + more <= limits.parts()) {
            parts += more;
            return true;
        }
        withoutPart++;
        return false;
    }

    /** An example is not worth an incomplete answer, so a refusal is not counted. */
    boolean takePartForExemplar() {
        boolean room = parts < limits.parts() / 2;
        parts += room ? 1 : 0;
        return room;
    }

    /**
     * Returns whether there is room for one series more.
     *
     * @param present series of the same source
     * @param most of them
     * @param points of the series
     */
    boolean mayAddSeries(int present, int most, int points) {
        if (present < most) {
            return takeParts(1 + points / POINTS_OF_A_PART);
        }
        mostSeries = Math.max(mostSeries, most);
        withoutSeries++;
        return false;
    }

    void leaveOut(int series) {
        seriesLeftOut += series;
    }

    /** Returns a phrase for each limit that was hit. */
    List<String> limitsHit() {
        List<String> hit = new ArrayList<>();
        if (withoutSeries > 0) {
            hit.add("there are more than " + mostSeries + " series, and " + withoutSeries
                    + " values of others are left out");
        }
        if (withoutPart > 0) {
            hit.add("the memory of a query is used up, and " + withoutPart + " values are left out");
        }
        if (seriesLeftOut > 0) {
            hit.add("the answer holds at most " + limits.series() + " series, and " + seriesLeftOut
                    + " more are left out");
        }
        return List.copyOf(hit);
    }
}
