// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.traceql.metrics.Exemplar;
import dapper.query.traceql.metrics.MetricsResult;
import dapper.query.traceql.metrics.Series;
import dapper.query.traceql.metrics.Steps;
import dapper.storage.Attributes;
import dapper.storage.SpanId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a metrics query as JSON. Value {@code i} of a series is that of the time {@code firstUnixNanos + i *
 * stepNanos}.
 *
 * @param incompleteReason why something is missing; empty when complete
 * @param completeFromUnixNanos the first time from which on every trace was looked at, except those that the reason
 *     names, in nanoseconds as text; null if there is none
 * @param traces stored traces that count
 * @param tracesWithoutProbability those of them that count once because their sampling probability is not known
 * @param indexRowsRead the cost of the query: see {@link dapper.storage.SearchPage}
 */
record MetricsView(
        List<SeriesView> series,
        boolean complete,
        String incompleteReason,
        @Nullable String completeFromUnixNanos,
        String firstUnixNanos,
        long stepNanos,
        int points,
        long traces,
        long tracesWithoutProbability,
        long indexRowsRead) {

    /**
     * @param values NaN, which is null in JSON, where there is none
     * @param standardErrors likewise; null if none is known
     */
    @SuppressWarnings("ArrayRecordComponent") // Only written.
    record SeriesView(
            Attributes labels, double[] values, double @Nullable [] standardErrors, List<ExemplarView> exemplars) {

        static SeriesView of(Series series) {
            boolean anyError = Arrays.stream(series.errors()).anyMatch(Double::isFinite);
            return new SeriesView(
                    series.labels(),
                    series.values(),
                    anyError ? series.errors() : null,
                    series.exemplars().stream().map(ExemplarView::of).toList());
        }
    }

    /** A span that is an example. */
    record ExemplarView(String traceId, String spanId, String startUnixNanos, long durationNanos, double value) {
        static ExemplarView of(Exemplar exemplar) {
            return new ExemplarView(
                    exemplar.traceId().toString(),
                    SpanId.toHex(exemplar.spanId()),
                    Long.toString(exemplar.startUnixNanos()),
                    exemplar.durationNanos(),
                    exemplar.value());
        }
    }

    static MetricsView of(Steps steps, MetricsResult result, CountedTraces traces) {
        List<String> reasons = new ArrayList<>(traces.reasons());
        reasons.addAll(result.limitsHit());
        return new MetricsView(
                result.series().stream().map(SeriesView::of).toList(),
                reasons.isEmpty(),
                String.join("; ", reasons),
                completeFrom(steps, traces),
                Long.toString(steps.firstUnixNanos()),
                steps.stepNanos(),
                steps.count(),
                result.traces(),
                result.tracesWithoutProbability(),
                traces.indexRowsRead());
    }

    private static @Nullable String completeFrom(Steps steps, CountedTraces traces) {
        for (int point = 0; point < steps.count(); point++) {
            if (traces.areAllAfter(steps.unixNanos(point) - steps.stepNanos())) {
                return Long.toString(steps.unixNanos(point));
            }
        }
        return null;
    }
}
