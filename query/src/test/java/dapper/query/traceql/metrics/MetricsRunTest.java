// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.query.testing.PredicateText;
import dapper.query.testing.TestSpan;
import dapper.query.traceql.eval.UnsupportedQueryException;
import dapper.query.traceql.parse.QueryParser;
import dapper.query.traceql.syntax.Query;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two traces, computed by hand. One was kept with probability 1/4, so each of its spans stands for 4; the other was kept
 * for certain. The points end 0, 10 and 20 seconds after {@link #T0}.
 */
class MetricsRunTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long T0 = 1_700_000_000L * SECOND;
    private static final Steps STEPS = Steps.of(T0, T0 + 20 * SECOND, 10 * SECOND);
    private static final TraceId QUARTER = new TraceId(0, 0xa);
    private static final TraceId CERTAIN = new TraceId(0, 0xb);
    private static final List<Trace> TRACES = List.of(
            trace(
                    QUARTER,
                    "ot=th:c",
                    at(QUARTER, 1, 1, 1).service("front").attribute("bytes", 10L),
                    at(QUARTER, 2, 2, 2).service("stock").attribute("bytes", 30.0)),
            trace(
                    CERTAIN,
                    "ot=th:0",
                    at(CERTAIN, 3, 3, 4).service("front").attribute("bytes", 100L),
                    at(CERTAIN, 4, 12, 8).service("front").error("late")));

    private static TestSpan at(TraceId trace, long id, long second, long seconds) {
        long start = T0 + second * SECOND;
        return span(trace, id, 0, start, start + seconds * SECOND);
    }

    private static Trace trace(TraceId id, String traceState, TestSpan... spans) {
        List<Span> all = new ArrayList<>();
        for (TestSpan span : spans) {
            all.add(span.traceState(traceState).build());
        }
        return Trace.of(id, all);
    }

    private static MetricsResult run(String text, int series, int parts, int exemplars, List<Trace> traces) {
        MetricsRun run = MetricsRun.of(QueryParser.parse(text), STEPS, new MetricsLimits(series, parts, exemplars));
        traces.forEach(run::add);
        return run.result();
    }

    /** Values with their errors, points separated by blanks, - for none. */
    private static String text(MetricsResult result) {
        return result.series().stream()
                .map(series -> series.labels() + " " + numbers(series.values()) + " ± " + numbers(series.errors()))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String numbers(double[] numbers) {
        return DoubleStream.of(numbers)
                .mapToObj(number -> Double.isNaN(number)
                        ? "-"
                        : String.format(Locale.ROOT, "%.4f", number).replaceAll("\\.?0+$", ""))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            { } | count_over_time() → {} 0 9 1 ± 0 6.9282 0
            { } | rate() → {} 0 0.9 0.1 ± 0 0.6928 0
            { name = "nothing" } | rate() → {} 0 0 0 ± 0 0 0
            { name = "nothing" } | rate() by (name) → ''
            { } | count_over_time() by (resource.service.name) → {resource.service.name=front} 0 5 1 ± 0 3.4641 0; {resource.service.name=stock} 0 4 0 ± 0 3.4641 0
            { } | count_over_time() by (span.bytes, .bytes) → {span.bytes=, .bytes=} 0 0 1 ± 0 0 0; {span.bytes=10, .bytes=10} 0 4 0 ± 0 3.4641 0; {span.bytes=100, .bytes=100} 0 1 0 ± 0 0 0; {span.bytes=30.0, .bytes=30.0} 0 4 0 ± 0 3.4641 0
            { } | sum_over_time(span.bytes) → {} - 260 - ± - 138.5641 -
            { } | avg_over_time(span.bytes) → {} - 28.8889 - ± - 6.8427 -
            { } | min_over_time(span.bytes) → {} - 10 - ± - - -
            { } | max_over_time(span.bytes) → {} - 100 - ± - - -
            { } | max_over_time(duration) → {} - 4 8 ± - - -
            { } | sum_over_time(duration) by (status) → {span:status=error} - - 8 ± - - 0; {span:status=unset} - 16 - ± - 10.3923 -
            { } | quantile_over_time(span.bytes, 0, 1) → {p=0.0} - 10 - ± - - -; {p=1.0} - 100 - ± - - -
            { } | histogram_over_time(duration) → {__bucket=1.073741824} 0 4 0 ± 0 3.4641 0; {__bucket=2.147483648} 0 4 0 ± 0 3.4641 0; {__bucket=4.294967296} 0 1 0 ± 0 0 0; {__bucket=8.589934592} 0 0 1 ± 0 0 0
            { } | count_over_time() by (resource.service.name) | topk(1) → {resource.service.name=front} 0 5 1 ± 0 3.4641 0
            { } | count_over_time() by (resource.service.name) | bottomk(1) → {resource.service.name=front} 0 - - ± 0 - -; {resource.service.name=stock} - 4 0 ± - 3.4641 0
            { } | count_over_time() by (resource.service.name) > 4 → {resource.service.name=front} - 5 - ± - 3.4641 -
            { } | max_over_time(duration) >= 5s → {} - - 8 ± - - -
            2 * ({ } | count_over_time()) → {} 0 18 2 ± 0 13.8564 0
            90 / ({ } | count_over_time()) → {} - 10 90 ± - 7.698 0
            ({ } | count_over_time()) / 2 - 1 → {} -1 3.5 -0.5 ± 0 3.4641 0
            100 * ({ status = error } | rate()) / ({ } | rate()) → {} - 0 100 ± - - -
            ({ } | rate() by (resource.service.name)) / ({ } | rate()) → {resource.service.name=front} - 0.5556 1 ± - - -; {resource.service.name=stock} - 0.4444 0 ± - - -
            ({ } | rate() by (name)) + ({ } | rate() by (status)) → ''
            """)
    void computes(String query, String expected) {
        assertThat(text(run(query, 100, 1_000, 0, TRACES))).isEqualTo(expected);
    }

    @Test
    void computesQuantilesOfWeightedValues() {
        List<Series> series = run("{ } | quantile_over_time(duration, 0.4, 0.5, 0.95)", 100, 1_000, 0, TRACES)
                .series();

        assertThat(series.stream().map(each -> each.labels().toString()))
                .containsExactly("{p=0.4}", "{p=0.5}", "{p=0.95}");
        // Nine spans: four of 1 s, four of 2 s, one of 4 s.
        assertThat(series.get(0).values()[1]).isBetween(0.99, 1.01);
        assertThat(series.get(1).values()[1]).isBetween(1.98, 2.02);
        assertThat(series.get(2).values()[1]).isBetween(3.96, 4.04);
        assertThat(series.get(2).values()[0]).isNaN();
    }

    @Test
    void comparesTwoGroupsAndBeginsWithTheGreatestDifference() {
        List<Series> series = run("{ } | compare({ status = error }, 1)", 100, 1_000, 0, TRACES)
                .series();

        assertThat(series.get(0).labels()).hasToString("{__meta_type=selection, span:status=error}");
        assertThat(text(new MetricsResult(
                        series.stream()
                                .filter(each -> each.labels().key(1).equals("resource.service.name"))
                                .toList(),
                        List.of(),
                        2,
                        0)))
                .isEqualTo("{__meta_type=baseline, resource.service.name=front} 0 5 0 ± 0 3.4641 0;"
                        + " {__meta_type=baseline_total, resource.service.name=} 0 9 0 ± 0 6.9282 0;"
                        + " {__meta_type=selection, resource.service.name=front} 0 0 1 ± 0 0 0;"
                        + " {__meta_type=selection_total, resource.service.name=} 0 0 1 ± 0 0 0");
    }

    @Test
    void selectsInTheWindowOfACompareOnly() {
        String window = (T0 + 2 * SECOND) + ", " + (T0 + 3 * SECOND);

        assertThat(run("{ } | compare({ }, 10, " + window + ")", 100, 1_000, 0, TRACES).series().stream()
                        .map(each -> each.labels().toString()))
                .contains("{__meta_type=selection, resource.service.name=stock}")
                .doesNotContain("{__meta_type=selection, resource.service.name=front}");
    }

    @Test
    void countsATraceOnceWhereItsProbabilityIsNotKnown() {
        MetricsResult result = run(
                "{ } | count_over_time()",
                100,
                1_000,
                0,
                List.of(TRACES.get(0), trace(CERTAIN, "vendor=x", at(CERTAIN, 1, 1, 1))));

        assertThat(text(result)).isEqualTo("{} 0 9 0 ± 0 6.9282 0");
        assertThat(result.traces()).isEqualTo(2);
        assertThat(result.tracesWithoutProbability()).isEqualTo(1);
    }

    @Test
    void leavesOutSpansBeforeAndAfter() {
        TraceId id = new TraceId(0, 1);
        Trace trace = trace(id, "ot=th:0", at(id, 1, -10, 100), at(id, 2, -9, 1), at(id, 3, 20, 1), at(id, 4, 21, 1));

        assertThat(text(run("{ } | count_over_time()", 1, 100, 0, List.of(trace))))
                .isEqualTo("{} 1 0 1 ± 0 0 0");
    }

    @Test
    void givesTheLongestSpanOfEachPointAsAnExample() {
        assertThat(run("{ } | rate()", 10, 100, 5, TRACES).series().get(0).exemplars())
                .containsExactly(
                        new Exemplar(CERTAIN, 3, T0 + 3 * SECOND, 4 * SECOND, 4),
                        new Exemplar(CERTAIN, 4, T0 + 12 * SECOND, 8 * SECOND, 8));
        assertThat(run("{ } | min_over_time(span.bytes)", 10, 100, 5, TRACES)
                        .series()
                        .get(0)
                        .exemplars())
                .containsExactly(new Exemplar(QUARTER, 1, T0 + SECOND, SECOND, 10));
        assertThat(run("{ } | rate() by (name)", 10, 100, 1, TRACES)
                        .series()
                        .get(0)
                        .exemplars())
                .hasSize(1);
        assertThat(run("{ } | rate()", 10, 100, 0, TRACES).series().get(0).exemplars())
                .isEmpty();
    }

    @Test
    void namesALimitOfSeries() {
        MetricsResult result = run("{ } | count_over_time() by (span:id)", 2, 1_000, 0, TRACES);

        assertThat(result.series()).hasSize(2);
        assertThat(result.limitsHit())
                .containsExactly("there are more than 2 series, and 2 values of others are left out");
    }

    @Test
    void namesTheLimitOfItsMemory() {
        MetricsResult result = run("{ } | quantile_over_time(duration, 0.5) by (span:id)", 100, 5, 0, TRACES);

        assertThat(result.series()).hasSize(2);
        assertThat(result.limitsHit()).containsExactly("the memory of a query is used up, and 2 values are left out");
    }

    @Test
    void namesTheLimitOfTheAnswer() {
        MetricsResult result = run("{ } | compare({ status = error })", 3, 1_000, 0, TRACES);

        assertThat(result.series()).hasSize(3);
        assertThat(result.limitsHit().toString()).startsWith("[the answer holds at most 3 series, and ");
    }

    @Test
    void refusesASearch() {
        Query search = QueryParser.parse("{ }");

        assertThatThrownBy(() -> MetricsRun.of(search, STEPS, new MetricsLimits(1, 1, 0)))
                .isInstanceOf(UnsupportedQueryException.class)
                .hasMessageStartingWith("a metrics function is missing");
    }

    @Test
    void refusesTooManyFunctions() {
        String sum = String.join(" + ", Collections.nCopies(17, "({ } | rate())"));

        assertThatThrownBy(() -> run(sum, 1, 1, 0, List.of()))
                .isInstanceOf(UnsupportedQueryException.class)
                .hasMessage("there are more than 16 metrics functions");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            { } | rate() → 7
            { } | rate() with (exemplars = true) → 100
            { } | rate() with (exemplars = false, most_recent = true) → 0
            { } | rate() with (exemplars = 20) → 20
            { } | rate() with (exemplars = 2000) → the hint exemplars must be true, false or a number from 0 to 1000
            { } | rate() with (sample = 0.1) → the hint sample is not supported; leave it out
            """)
    void readsHints(String query, String expected) {
        String result;
        try {
            result = Integer.toString(Hints.exemplars(QueryParser.parse(query), 7));
        } catch (UnsupportedQueryException e) {
            result = e.getMessage();
        }
        assertThat(result).isEqualTo(expected);
    }

    @Test
    void asksTheIndexForEveryCountedSpan() {
        assertThat(candidates("{ name = \"a\" } && { .b = 1 } | rate()")).isEqualTo("(name = 'a' or .b = 1)");
        assertThat(candidates("{ name = \"a\" } && !{ .b = 1 } | rate()")).isEqualTo("name = 'a'");
        assertThat(candidates("{ .b = 1 } >> { name = \"a\" && .c = 2 } | rate()"))
                .isEqualTo("name = 'a' and .c = 2");
        assertThat(candidates("({ name = \"a\" && .c = 2 } | rate()) / ({ name = \"a\" } | rate())"))
                .isEqualTo("((name = 'a' and .c = 2) or name = 'a')");
    }

    private static String candidates(String text) {
        TraceQuery query = MetricsRun.of(QueryParser.parse(text), STEPS, new MetricsLimits(1, 1, 0))
                .candidates();
        assertThat(Arrays.asList(query.startUnixNanos(), query.endUnixNanos()))
                .containsExactly(T0 - 10 * SECOND + 1, T0 + 20 * SECOND + 1);
        return PredicateText.of(query.predicate());
    }
}
