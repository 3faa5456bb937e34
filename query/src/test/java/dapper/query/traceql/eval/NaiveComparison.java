// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.eval.NaiveMetrics.Point;
import dapper.query.traceql.eval.NaiveMetrics.Sample;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.query.traceql.syntax.Pipeline;
import dapper.storage.Attributes;
import dapper.storage.NoValue;
import dapper.storage.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code compare()}: for each field and group the values that are the most frequent over all times. */
final class NaiveComparison {
    private final NaiveMetrics metrics;
    private final MetricsFunction.Compare compare;
    private final Map<String, Map<Long, List<Sample>>> samples = new HashMap<>();

    /** By group and field, then by labels. */
    private final Map<List<String>, Map<String, Object>> values = new HashMap<>();

    NaiveComparison(NaiveMetrics metrics, MetricsFunction.Compare compare) {
        this.metrics = metrics;
        this.compare = compare;
    }

    Map<String, Map<Long, Point>> series(MetricsExpression.Source source) {
        for (int i = 0; i < metrics.traces().size(); i++) {
            Trace trace = metrics.traces().get(i);
            NaiveEvaluation evaluation = new NaiveEvaluation(trace);
            Set<Integer> selection = evaluation.selected(new Pipeline(List.of(compare.selection())));
            for (int span : evaluation.selected(source.spans())) {
                long spanStart = evaluation.trace().span(span).startUnixNanos();
                Long time = metrics.time(spanStart);
                if (time != null) {
                    String group = selection.contains(span) && isInWindow(spanStart) ? "selection" : "baseline";
                    Sample sample = new Sample(i, NaiveMetrics.probability(trace), 0);
                    NaiveLabels.facts(evaluation.trace(), span).forEach((field, value) -> {
                        add(group, field, value, time, sample);
                        add(group + "_total", field, NoValue.NONE, time, sample);
                    });
                }
            }
        }
        Map<String, Map<Long, Point>> all = metrics.counts(samples, 1);
        values.values()
                .forEach(ofGroup -> ofGroup.keySet().stream()
                        .sorted(Comparator.comparingDouble((String labels) -> -total(all.get(labels)))
                                .thenComparing(labels -> Attributes.text(ofGroup.get(labels))))
                        .skip(compare.top())
                        .forEach(all::remove));
        return all;
    }

    private boolean isInWindow(long spanStart) {
        return compare.startNanos() == 0 && compare.endNanos() == 0
                || compare.startNanos() <= spanStart && spanStart < compare.endNanos();
    }

    private void add(String group, String field, Object value, long time, Sample sample) {
        String labels = NaiveLabels.key(Attributes.ofFlat("__meta_type", group, field, value));
        values.computeIfAbsent(List.of(group, field), key -> new HashMap<>()).put(labels, value);
        samples.computeIfAbsent(labels, key -> new HashMap<>())
                .computeIfAbsent(time, key -> new ArrayList<>())
                .add(sample);
    }

    private double total(Map<Long, Point> points) {
        return points.values().stream().mapToDouble(Point::value).sum();
    }
}
