// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import dapper.query.alerts.anomaly.Finding;
import dapper.query.alerts.anomaly.HourlySeries;
import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.Observation;
import dapper.query.alerts.rule.SeenCalls;
import dapper.query.alerts.rule.Window;
import dapper.query.calls.Outcomes;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The values that the condition of a rule had at its last evaluations, computed from the counted calls. The calls of each window
 * are read once, for all points together. Used by one thread, which waits for the store.
 *
 * @param points oldest first
 * @param incompleteReason why calls are missing; empty if there are all
 */
public record RecentValues(List<Point> points, String incompleteReason) {
    private static final int POINTS = 36;
    private static final long SHORTEST_STEP = TimeUnit.MINUTES.toNanos(5);

    public RecentValues {
        points = List.copyOf(points);
    }

    /**
     * The value of an evaluation.
     *
     * @param unixNanos the end of the evaluated window
     * @param value NaN if there was none
     * @param finding the usual values beside it; null if there were none
     */
    public record Point(
            long unixNanos, double value, @Nullable Finding finding) {
        static Point of(long unixNanos, Observation seen) {
            return new Point(unixNanos, seen.value(), seen.finding());
        }
    }

    /** Returns how many sums of calls are in memory while the values of a rule are computed. */
    public static long sums(AlertRule rule) {
        long step = Math.max(SHORTEST_STEP, rule.condition().stepNanos());
        long slices = rule.condition().windows().stream()
                .mapToLong(window -> (window.nanos() + POINTS * step) / window.stepNanos())
                .sum();
        return slices + rule.condition().historyHours();
    }

    /**
     * @param until time up to which calls are looked at
     * @throws dapper.storage.StorageUnavailableException if the store does not answer
     */
    public static RecentValues read(CallReader reader, AlertRule rule, long until) {
        long step = Math.max(SHORTEST_STEP, rule.condition().stepNanos());
        // The last point is that of the last evaluation, so that it has the same value.
        long last = Math.floorDiv(until, rule.condition().stepNanos())
                * rule.condition().stepNanos();
        List<Long> ends = new ArrayList<>();
        for (int i = POINTS - 1; i >= 0; i--) {
            ends.add(last - i * step);
        }
        List<Slices> windows = new ArrayList<>();
        String reason = "";
        for (Window window : rule.condition().windows()) {
            Slices slices = new Slices(window);
            String missing = slices.read(reader, rule, ends);
            reason = missing.isEmpty() ? reason : missing;
            windows.add(slices);
        }
        HourlyCalls history = history(reader, rule, ends.get(0), last);
        reason = history.incompleteReason().isEmpty() ? reason : history.incompleteReason();
        Map<Long, Outcomes> hours = history.of(rule.target());
        return new RecentValues(
                ends.stream()
                        .map(end -> Point.of(end, rule.condition().observe(seen(end, windows, hours))))
                        .toList(),
                reason);
    }

    private static HourlyCalls history(CallReader reader, AlertRule rule, long first, long last) {
        int hours = rule.condition().historyHours();
        return HourlyCalls.read(
                reader,
                rule.target().service(),
                hours == 0 ? Set.of() : Set.of(rule.target()),
                first - TimeUnit.HOURS.toNanos(hours),
                last);
    }

    private static SeenCalls seen(long end, List<Slices> windows, Map<Long, Outcomes> hours) {
        return new SeenCalls(end, windows.stream().map(each -> each.of(end)).toList(), hours, HourlySeries.EMPTY);
    }

    /** The calls of the steps of a window, by their start. */
    private static final class Slices {
        private final Window window;
        private final TreeMap<Long, Outcomes> slices = new TreeMap<>();

        Slices(Window window) {
            this.window = window;
        }

        /** @return why calls are missing; empty if there are all */
        String read(CallReader reader, AlertRule rule, List<Long> ends) {
            long start = window.at(ends.get(0)).start();
            long end = window.at(ends.get(ends.size() - 1)).end();
            return reader.read(
                            new CallQuery(rule.target().service(), start, end, window.stepNanos()),
                            (unixNanos, key, series) -> {
                                if (rule.target().accepts(key)) {
                                    slices.computeIfAbsent(window.endAt(unixNanos), unseen -> new Outcomes())
                                            .add(key, series);
                                }
                            })
                    .incompleteReason();
        }

        Outcomes of(long end) {
            Window.Range range = window.at(end);
            Outcomes sum = new Outcomes();
            slices.subMap(range.start(), range.end()).values().forEach(sum::add);
            return sum;
        }
    }
}
