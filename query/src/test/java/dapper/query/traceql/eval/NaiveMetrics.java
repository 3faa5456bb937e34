// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.syntax.BinaryOperator;
import dapper.query.traceql.syntax.Field;
import dapper.query.traceql.syntax.Intrinsic;
import dapper.query.traceql.syntax.Literal;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.query.traceql.syntax.ScalarExpression;
import dapper.query.traceql.syntax.ValueType;
import dapper.storage.Attributes;
import dapper.storage.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of metrics by their documentation: all values of all traces are kept, and each point of each series is
 * computed from them at the end. Series by the text of their labels, points by their time.
 */
final class NaiveMetrics {
    /**
     * @param error null if it is not known
     * @param tolerance of the error, because the streaming formula rounds otherwise
     */
    record Point(double value, @Nullable Double error, double tolerance) {
        Point(double value, @Nullable Double error) {
            this(value, error, 1e-9 * (1 + (error == null ? 0 : error)));
        }
    }

    /** A number of a span of a trace. */
    record Sample(int trace, double probability, double value) {}

    private static final String NONE = NaiveLabels.key(Attributes.EMPTY);

    private final List<Trace> traces;
    private final long start;
    private final long end;
    private final long step;
    private final List<Long> times = new ArrayList<>();

    NaiveMetrics(List<Trace> traces, long start, long end, long step) {
        this.traces = traces;
        this.start = start;
        this.end = end;
        this.step = step;
        if (isInstant()) {
            times.add(end);
            return;
        }
        long time = Math.floorDiv(start, step) * step;
        times.add(time);
        while (time < end) {
            time += step;
            times.add(time);
        }
    }

    private boolean isInstant() {
        return end - start == step;
    }

    List<Trace> traces() {
        return traces;
    }

    List<Long> times() {
        return times;
    }

    Map<String, Map<Long, Point>> series(MetricsExpression expression) {
        Map<String, Map<Long, Point>> all = new TreeMap<>();
        if (expression instanceof MetricsExpression.Source source) {
            all.putAll(series(source));
        } else if (expression instanceof MetricsExpression.Then then) {
            all.putAll(then(then.stage(), series(then.input())));
        } else {
            all.putAll(arithmetic((MetricsExpression.Arithmetic) expression));
        }
        all.values().removeIf(Map::isEmpty);
        return all;
    }

    private Map<String, Map<Long, Point>> series(MetricsExpression.Source source) {
        MetricsFunction function = source.function();
        if (function instanceof MetricsFunction.Rate rate) {
            return counts(samples(source, rate.by(), null, Map.of()), rate.by(), step / 1e9);
        }
        if (function instanceof MetricsFunction.CountOverTime count) {
            return counts(samples(source, count.by(), null, Map.of()), count.by(), 1);
        }
        if (function instanceof MetricsFunction.HistogramOverTime histogram) {
            return counts(
                    samples(source, histogram.by(), histogram.field(), Map.of("__bucket", 0)),
                    List.of(histogram.field()),
                    1);
        }
        if (function instanceof MetricsFunction.Compare compare) {
            return new NaiveComparison(this, compare).series(source);
        }
        if (function instanceof MetricsFunction.OverTime over) {
            Map<String, Map<Long, Point>> all = new HashMap<>();
            samples(source, over.by(), over.field(), Map.of())
                    .forEach((labels, ofSeries) ->
                            ofSeries.forEach((time, samples) -> all.computeIfAbsent(labels, l -> new HashMap<>())
                                    .put(time, point(over.function(), samples, unit(over.field())))));
            return all;
        }
        MetricsFunction.QuantileOverTime quantiles = (MetricsFunction.QuantileOverTime) function;
        Map<String, Map<Long, Point>> all = new HashMap<>();
        for (double q : quantiles.quantiles()) {
            samples(source, quantiles.by(), quantiles.field(), Map.of("p", q))
                    .forEach((labels, ofSeries) ->
                            ofSeries.forEach((time, samples) -> all.computeIfAbsent(labels, l -> new HashMap<>())
                                    .put(time, new Point(quantile(samples, q) / unit(quantiles.field()), null))));
        }
        return all;
    }

    private Map<String, Map<Long, Point>> counts(
            Map<String, Map<Long, List<Sample>>> samples, List<Field> atLeast, double unit) {
        Map<String, Map<Long, List<Sample>>> all = new HashMap<>(samples);
        if (atLeast.isEmpty()) {
            all.putIfAbsent(NONE, Map.of());
        }
        return counts(all, unit);
    }

    /** With a point for each time, also where there is no sample. */
    Map<String, Map<Long, Point>> counts(Map<String, Map<Long, List<Sample>>> all, double unit) {
        Map<String, Map<Long, Point>> counts = new HashMap<>();
        all.forEach((labels, ofSeries) -> {
            Map<Long, Point> points = new HashMap<>();
            for (long time : times) {
                List<Sample> ofTime = ofSeries.getOrDefault(time, List.of());
                points.put(time, new Point(count(ofTime) / unit, error(ofTime, 1, 0) / unit));
            }
            counts.put(labels, points);
        });
        return counts;
    }

    private static double count(List<Sample> samples) {
        return samples.stream().mapToDouble(sample -> 1 / sample.probability()).sum();
    }

    /** Of the estimated sum of a + b * value. */
    private static double error(List<Sample> samples, double a, double b) {
        Map<Integer, Double> ofTraces = new HashMap<>();
        Map<Integer, Double> probabilities = new HashMap<>();
        samples.forEach(sample -> {
            ofTraces.merge(sample.trace(), a + b * sample.value(), Double::sum);
            probabilities.put(sample.trace(), sample.probability());
        });
        double variance = 0;
        for (Map.Entry<Integer, Double> trace : ofTraces.entrySet()) {
            double p = probabilities.get(trace.getKey());
            variance += (1 - p) / (p * p) * trace.getValue() * trace.getValue();
        }
        return Math.sqrt(variance);
    }

    private static Point point(ScalarExpression.Function function, List<Sample> samples, double unit) {
        double sum = samples.stream()
                .mapToDouble(sample -> sample.value() / sample.probability())
                .sum();
        double greatest = samples.stream().mapToDouble(Sample::value).max().orElseThrow();
        double least = samples.stream().mapToDouble(Sample::value).min().orElseThrow();
        double count = count(samples);
        return switch (function) {
            case MIN -> new Point(least / unit, null);
            case MAX -> new Point(greatest / unit, null);
            case SUM -> new Point(sum / unit, error(samples, 0, 1) / unit);
            case AVG ->
                new Point(
                        sum / count / unit,
                        error(samples, -sum / count, 1) / count / unit,
                        1e-6 * (1 + Math.max(Math.abs(least), Math.abs(greatest))) / unit);
        };
    }

    private static double quantile(List<Sample> samples, double quantile) {
        List<Sample> inOrder = samples.stream()
                .sorted(Comparator.comparingDouble(Sample::value))
                .toList();
        double passed = 0;
        for (Sample sample : inOrder) {
            passed += 1 / sample.probability();
            if (passed >= quantile * count(samples)) {
                return sample.value();
            }
        }
        return inOrder.get(inOrder.size() - 1).value();
    }

    private Map<String, Map<Long, List<Sample>>> samples(
            MetricsExpression.Source source, List<Field> by, @Nullable Field field, Map<String, Object> more) {
        Map<String, Map<Long, List<Sample>>> samples = new LinkedHashMap<>();
        for (int i = 0; i < traces.size(); i++) {
            NaiveEvaluation evaluation = new NaiveEvaluation(traces.get(i));
            double probability = probability(traces.get(i));
            for (int span : evaluation.selected(source.spans())) {
                Long time = time(evaluation.trace().span(span).startUnixNanos());
                if (time == null) {
                    continue;
                }
                List<Object> numbers = field == null
                        ? List.of(0L)
                        : NaiveValues.flat(evaluation.trace().value(field, span))
                                .filter(NaiveValues::isNumber)
                                .toList();
                for (Object number : numbers) {
                    double value = NaiveValues.number(number);
                    Map<String, Object> ofNumber = new LinkedHashMap<>(more);
                    if (field != null) {
                        ofNumber.computeIfPresent("__bucket", (label, old) -> bound(value) / unit(field));
                    }
                    String labels = NaiveLabels.of(evaluation.trace(), by, span, ofNumber);
                    samples.computeIfAbsent(labels, l -> new LinkedHashMap<>())
                            .computeIfAbsent(time, t -> new ArrayList<>())
                            .add(new Sample(i, probability, value));
                }
            }
        }
        return samples;
    }

    @Nullable
    Long time(long spanStart) {
        for (long time : times) {
            if (isInstant() ? spanStart >= start && spanStart <= end : spanStart > time - step && spanStart <= time) {
                return time;
            }
        }
        return null;
    }

    static double probability(Trace trace) {
        String state = trace.spans().get(0).traceState();
        return state.endsWith("th:8") ? 0.5 : state.endsWith("th:c") ? 0.25 : state.endsWith("th:f") ? 1 / 16.0 : 1;
    }

    private static double bound(double value) {
        if (value == 0) {
            return 0;
        }
        double power = Math.pow(2, -10);
        if (value < 0) {
            while (power * 2 <= -value) {
                power *= 2;
            }
            return -power;
        }
        while (power < value) {
            power *= 2;
        }
        return power;
    }

    private static double unit(Field field) {
        return field instanceof Intrinsic intrinsic && intrinsic.type() == ValueType.DURATION ? 1e9 : 1;
    }

    private Map<String, Map<Long, Point>> then(
            MetricsExpression.SecondStage stage, Map<String, Map<Long, Point>> input) {
        Map<String, Map<Long, Point>> output = new TreeMap<>();
        input.forEach((labels, points) -> {
            Map<Long, Point> kept = new HashMap<>(points);
            kept.keySet().removeIf(time -> !keeps(stage, input, time, labels));
            output.put(labels, kept);
        });
        return output;
    }

    private static boolean keeps(
            MetricsExpression.SecondStage stage, Map<String, Map<Long, Point>> input, long time, String labels) {
        if (stage instanceof MetricsExpression.TopK top) {
            return better(input, time, labels, -1) < top.limit();
        }
        if (stage instanceof MetricsExpression.BottomK bottom) {
            return better(input, time, labels, 1) < bottom.limit();
        }
        MetricsExpression.ValueFilter filter = (MetricsExpression.ValueFilter) stage;
        double value = input.get(labels).get(time).value();
        return NaiveValues.compare(filter.operator().text(), value, number(filter.threshold()));
    }

    private static long better(Map<String, Map<Long, Point>> all, long time, String labels, int sign) {
        double own = sign * all.get(labels).get(time).value();
        return all.entrySet().stream()
                .filter(other -> other.getValue().containsKey(time))
                .filter(other -> {
                    double value = sign * other.getValue().get(time).value();
                    return value < own || value == own && other.getKey().compareTo(labels) < 0;
                })
                .count();
    }

    private static double number(Literal.Numeric literal) {
        return literal instanceof Literal.Duration duration
                ? duration.nanos() / 1e9
                : ((Number) NaiveValues.literal(literal)).doubleValue();
    }

    private Map<String, Map<Long, Point>> arithmetic(MetricsExpression.Arithmetic arithmetic) {
        Map<String, Map<Long, Point>> results = new HashMap<>();
        BinaryOperator operator = arithmetic.operator();
        if (arithmetic.right() instanceof MetricsExpression.Constant constant) {
            double c = number(constant.value());
            series(arithmetic.left())
                    .forEach((labels, points) -> points.forEach((time, point) -> {
                        double slope =
                                operator == BinaryOperator.MULTIPLY ? c : operator == BinaryOperator.DIVIDE ? 1 / c : 1;
                        put(results, labels, time, compute(operator, point.value(), c), point, slope);
                    }));
            return results;
        }
        if (arithmetic.left() instanceof MetricsExpression.Constant constant) {
            double c = number(constant.value());
            series(arithmetic.right())
                    .forEach((labels, points) -> points.forEach((time, point) -> {
                        double v = point.value();
                        double slope = operator == BinaryOperator.MULTIPLY
                                ? c
                                : operator == BinaryOperator.DIVIDE ? c / (v * v) : 1;
                        put(results, labels, time, compute(operator, c, v), point, slope);
                    }));
            return results;
        }
        Map<String, Map<Long, Point>> left = series(arithmetic.left());
        Map<String, Map<Long, Point>> right = series(arithmetic.right());
        Set<String> all = new TreeSet<>(left.keySet());
        all.addAll(right.keySet());
        for (String labels : all) {
            Map<Long, Point> one = left.getOrDefault(labels, left.get(NONE));
            Map<Long, Point> other = right.getOrDefault(labels, right.get(NONE));
            if (one != null && other != null) {
                one.forEach((time, point) -> {
                    if (other.containsKey(time)) {
                        double value =
                                compute(operator, point.value(), other.get(time).value());
                        put(results, labels, time, value, new Point(0, null), 1);
                    }
                });
            }
        }
        return results;
    }

    private static void put(
            Map<String, Map<Long, Point>> results, String labels, long time, double value, Point of, double slope) {
        if (Double.isFinite(value)) {
            boolean isKnown = of.error() != null && Double.isFinite(of.error() * slope);
            Point point = isKnown
                    ? new Point(value, of.error() * Math.abs(slope), 1e-9 + of.tolerance() * Math.abs(slope))
                    : new Point(value, null);
            results.computeIfAbsent(labels, l -> new HashMap<>()).put(time, point);
        }
    }

    private static double compute(BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            default -> left / right;
        };
    }
}
