// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.storage.Attributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One field of {@link Comparison}: its values in both groups, by the names of the groups. */
final class ComparedField {
    private static final Comparator<Series> MOST_FIRST = Comparator.comparingDouble(Series::total)
            .reversed()
            .thenComparing(series -> Attributes.text(series.labels().value(1)));

    private final String name;
    private final Map<String, List<Series>> groups = new LinkedHashMap<>();

    ComparedField(String name) {
        this.name = name;
        for (String group : List.of("selection", "baseline", "selection_total", "baseline_total")) {
            groups.put(group, new ArrayList<>());
        }
    }

    String name() {
        return name;
    }

    void add(String group, Series series) {
        groups.getOrDefault(group, new ArrayList<>()).add(series);
    }

    /** Returns the greatest difference between the shares of a value in both groups, from 0 to 1. */
    double difference() {
        Map<Object, Double> shares = new LinkedHashMap<>();
        addShares("selection", 1, shares);
        addShares("baseline", -1, shares);
        return shares.values().stream().mapToDouble(Math::abs).max().orElse(0);
    }

    private void addShares(String group, int sign, Map<Object, Double> shares) {
        double all = of(group + "_total").stream().mapToDouble(Series::total).sum();
        of(group).forEach(series -> shares.merge(series.labels().value(1), sign * series.total() / all, Double::sum));
    }

    /** Returns the most frequent values of each group, and the totals. */
    List<Series> series(int top) {
        List<Series> all = new ArrayList<>();
        groups.values()
                .forEach(series -> series.stream().sorted(MOST_FIRST).limit(top).forEach(all::add));
        return all;
    }

    private List<Series> of(String group) {
        return groups.getOrDefault(group, List.of());
    }
}
