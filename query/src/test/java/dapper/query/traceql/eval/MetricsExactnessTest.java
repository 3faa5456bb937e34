// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dapper.query.testing.InMemoryTraces;
import dapper.query.traceql.metrics.MetricsLimits;
import dapper.query.traceql.metrics.MetricsResult;
import dapper.query.traceql.metrics.MetricsRun;
import dapper.query.traceql.metrics.Series;
import dapper.query.traceql.metrics.Steps;
import dapper.query.traceql.syntax.MetricsExpression;
import dapper.query.traceql.syntax.MetricsFunction;
import dapper.query.traceql.syntax.Query;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random metrics of random traces are those of {@link NaiveMetrics}: counts, sums, averages, extremes and what is computed
 * from them exactly, quantiles within one percent, standard errors up to rounding. The conditions for the index lose none
 * of the traces.
 */
@Tag("once")
class MetricsExactnessTest {
    private static final int QUERIES = Integer.getInteger("dapper.traceql.metrics", 1_500);
    private static final long SEED = Long.getLong("dapper.traceql.seed", 20_261_128L);
    private static final long T0 = 1_800_000_000_000_000_000L;

    private record Counting(MetricsRun run) implements TraceFilter {
        @Override
        public OptionalLong accept(Trace trace) {
            run.add(trace);
            return OptionalLong.empty();
        }

        @Override
        public List<Span> needed(List<Span> spans) {
            return run.needed().apply(spans);
        }

        @Override
        public String identity() {
            return "";
        }
    }

    @Test
    void computesWhatTheNaiveEvaluationComputes() {
        System.out.println("TraceQL metrics exactness: seed " + SEED + ", " + QUERIES + " queries");
        Random random = new Random(SEED);
        RandomTraces traces = new RandomTraces(random);
        RandomMetrics metrics = new RandomMetrics(random);
        int unsupported = 0;
        int withValues = 0;
        for (int i = 0; i < QUERIES; i++) {
            MetricsExpression expression = metrics.next();
            Query query = new Query(expression, List.of());
            long start = T0 + random.nextInt(5_000) - 1_000;
            long step = 300 + random.nextInt(2_000);
            long end = start + (random.nextInt(6) == 0 ? step : 1 + random.nextInt(6_000));
            Steps steps = Steps.of(start, end, step);
            MetricsRun run;
            try {
                run = MetricsRun.of(query, steps, new MetricsLimits(10_000, 1_000_000, 0));
            } catch (UnsupportedQueryException e) {
                unsupported++;
                continue;
            }
            List<Trace> some = IntStream.range(0, 20).mapToObj(traces::next).toList();
            NaiveMetrics naive = new NaiveMetrics(some, start, end, step);
            InMemoryTraces stored = new InMemoryTraces();
            some.forEach(trace -> stored.add(trace.spans()));
            stored.search(run.candidates(), new Counting(run));
            MetricsResult result = run.result();
            assertThat(result.limitsHit()).isEmpty();
            Map<String, Map<Long, NaiveMetrics.Point>> expected = naive.series(expression);
            String description = query + " from " + start + " to " + end + " by " + step;
            assertThat(IntStream.range(0, steps.count()).mapToObj(steps::unixNanos))
                    .as(description)
                    .containsExactlyElementsOf(naive.times());
            assertEqual(
                    description,
                    steps,
                    result.series(),
                    expected,
                    isExact(expression),
                    expression instanceof MetricsExpression.Source);
            withValues += expected.isEmpty() ? 0 : 1;
        }
        // All of this would prove nothing if the queries found nothing.
        assertThat(unsupported).isLessThan(QUERIES / 5);
        assertThat(withValues).isGreaterThan(QUERIES / 3);
    }

    /** A quantile has an error, after which another stage may decide otherwise. */
    private static boolean isExact(MetricsExpression expression) {
        if (expression instanceof MetricsExpression.Source source) {
            return !(source.function() instanceof MetricsFunction.QuantileOverTime);
        }
        if (expression instanceof MetricsExpression.Then then) {
            return isExact(then.input());
        }
        return !(expression instanceof MetricsExpression.Arithmetic arithmetic)
                || isExact(arithmetic.left()) && isExact(arithmetic.right());
    }

    private static void assertEqual(
            String description,
            Steps steps,
            List<Series> actual,
            Map<String, Map<Long, NaiveMetrics.Point>> expected,
            boolean exact,
            boolean onlyQuantiles) {
        Map<String, Map<Long, Double>> values = new HashMap<>();
        for (Series series : actual) {
            Map<Long, Double> points = new HashMap<>();
            Map<Long, NaiveMetrics.Point> wanted = expected.getOrDefault(NaiveLabels.key(series.labels()), Map.of());
            for (int point = 0; point < steps.count(); point++) {
                if (!Double.isNaN(series.values()[point])) {
                    points.put(steps.unixNanos(point), series.values()[point]);
                }
                NaiveMetrics.Point of = wanted.get(steps.unixNanos(point));
                if (exact && of != null) {
                    assertError(description, series.errors()[point], of);
                }
            }
            assertThat(values.put(NaiveLabels.key(series.labels()), points)).isNull();
        }
        if (exact) {
            Map<String, Map<Long, Double>> wanted = new HashMap<>();
            expected.forEach((labels, points) -> points.forEach((time, point) ->
                    wanted.computeIfAbsent(labels, l -> new HashMap<>()).put(time, point.value() + 0.0)));
            values.values().forEach(points -> points.replaceAll((time, value) -> value + 0.0));
            assertThat(values).as(description).isEqualTo(wanted);
        } else if (onlyQuantiles) {
            assertThat(values.keySet()).as(description).isEqualTo(expected.keySet());
            values.forEach((labels, points) -> points.forEach((time, value) -> {
                double wanted = expected.get(labels).get(time).value();
                assertThat(value).as(description).isCloseTo(wanted, within(0.01 * Math.abs(wanted)));
            }));
        }
    }

    private static void assertError(String description, double actual, NaiveMetrics.Point expected) {
        if (expected.error() == null) {
            assertThat(actual).as(description).isNaN();
        } else {
            assertThat(actual).as(description).isCloseTo(expected.error(), within(expected.tolerance()));
        }
    }
}
