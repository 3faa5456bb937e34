// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.evaluate;

import dapper.query.alerts.rule.AlertRule;
import dapper.query.alerts.rule.Window;
import dapper.query.calls.Outcomes;
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

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
     */
    public record Point(long unixNanos, double value) {}

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
        return new RecentValues(
                ends.stream()
                        .map(end -> new Point(
                                end,
                                rule.condition()
                                        .observe(windows.stream()
                                                .map(each -> each.of(end))
                                                .toList())
                                        .value()))
                        .toList(),
                reason);
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
