// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.Outcomes;
import dapper.query.calls.ServiceCalls;
import dapper.query.traceql.metrics.Steps;
import dapper.storage.SpanId;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.Durations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The counted calls of a service as JSON. Value {@code i} of each list is that of the step that ends at
 * {@code firstUnixNanos + i * stepNanos}. The last step may end after the time range, and so lack calls.
 *
 * @param estimated whether some of the calls are estimates from spans
 * @param incompleteReason why something is missing; empty when complete
 * @param rowsRead the cost of the query
 * @param apdexNanos T: calls up to it are satisfied, calls up to four times as long are tolerating
 */
@SuppressWarnings("ArrayRecordComponent") // Only written.
record ServiceMetricsView(
        String service,
        boolean estimated,
        boolean complete,
        String incompleteReason,
        int rowsRead,
        String startUnixNanos,
        String endUnixNanos,
        String firstUnixNanos,
        long stepNanos,
        int points,
        long[] calls,
        long[] errors,
        double[] rate,
        double[] p50Nanos,
        double[] p95Nanos,
        double[] p99Nanos,
        long apdexNanos,
        double[] satisfied,
        double[] tolerating,
        List<HeatView> heat,
        List<ExemplarView> exemplars) {
    private static final int MOST_EXEMPLARS = 500;

    /**
     * The calls of a bucket of durations.
     *
     * @param upToNanos the longest duration
     */
    @SuppressWarnings("ArrayRecordComponent") // Only written.
    record HeatView(double upToNanos, long[] calls) {}

    /** A trace that has one of the calls. */
    record ExemplarView(String traceId, String spanId, String unixNanos, long durationNanos, boolean error) {
        static ExemplarView of(CallExemplar exemplar, boolean error) {
            return new ExemplarView(
                    exemplar.traceId().toString(),
                    SpanId.toHex(exemplar.spanId()),
                    Long.toString(exemplar.unixNanos()),
                    exemplar.durationNanos(),
                    error);
        }
    }

    /** @param outcomes null for a step without calls */
    static ServiceMetricsView of(
            String service,
            TimeRange range,
            Steps steps,
            @Nullable Outcomes[] outcomes,
            long apdexNanos,
            ServiceCalls.Reading reading) {
        Lists lists = new Lists(steps);
        for (int i = 0; i < outcomes.length; i++) {
            Outcomes point = outcomes[i];
            if (point != null) {
                lists.set(i, point, apdexNanos);
            }
        }
        return new ServiceMetricsView(
                service,
                reading.estimated(),
                reading.rows().complete(),
                reading.rows().incompleteReason(),
                reading.rows().rows(),
                Long.toString(range.start()),
                Long.toString(range.end()),
                Long.toString(steps.firstUnixNanos()),
                steps.stepNanos(),
                steps.count(),
                lists.calls,
                lists.errors,
                lists.rate,
                lists.p50,
                lists.p95,
                lists.p99,
                apdexNanos,
                lists.satisfied,
                lists.tolerating,
                lists.heat(),
                lists.exemplars());
    }

    /** The lists as they are filled. */
    private static final class Lists {
        private final Steps steps;
        private final long[] calls;
        private final long[] errors;
        private final double[] rate;
        private final double[] p50;
        private final double[] p95;
        private final double[] p99;
        private final double[] satisfied;
        private final double[] tolerating;
        private final Map<Integer, long[]> heat = new TreeMap<>();
        private final List<ExemplarView> exemplars = new ArrayList<>();

        Lists(Steps steps) {
            int points = steps.count();
            this.steps = steps;
            this.calls = new long[points];
            this.errors = new long[points];
            this.rate = new double[points];
            this.p50 = none(points);
            this.p95 = none(points);
            this.p99 = none(points);
            this.satisfied = new double[points];
            this.tolerating = new double[points];
        }

        private static double[] none(int points) {
            double[] values = new double[points];
            Arrays.fill(values, Double.NaN);
            return values;
        }

        void set(int i, Outcomes point, long apdexNanos) {
            Durations all = point.all().durations();
            calls[i] = all.count();
            errors[i] = point.errors();
            rate[i] = all.count() / steps.seconds();
            p50[i] = all.quantileNanos(0.5);
            p95[i] = all.quantileNanos(0.95);
            p99[i] = all.quantileNanos(0.99);
            Apdex apdex = Apdex.of(point, apdexNanos);
            satisfied[i] = apdex.satisfied();
            tolerating[i] = apdex.tolerating();
            all.forEach(
                    (bucket, number) -> heat.computeIfAbsent(bucket, unseen -> new long[calls.length])[i] += number);
            add(point.succeeded(), false);
            add(point.failed(), true);
        }

        private void add(CallSeries series, boolean error) {
            series.exemplars().forEach(exemplar -> exemplars.add(ExemplarView.of(exemplar, error)));
        }

        List<HeatView> heat() {
            List<HeatView> rows = new ArrayList<>();
            heat.forEach((bucket, numbers) -> rows.add(new HeatView(Durations.upperSeconds(bucket) * 1e9, numbers)));
            return rows;
        }

        /** The slowest if there are too many. */
        List<ExemplarView> exemplars() {
            return exemplars.stream()
                    .sorted(Comparator.comparingLong(ExemplarView::durationNanos)
                            .reversed())
                    .limit(MOST_EXEMPLARS)
                    .toList();
        }
    }
}
