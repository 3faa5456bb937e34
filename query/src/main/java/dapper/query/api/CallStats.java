// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dapper.query.calls.Outcomes;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counted calls of a time range as JSON.
 *
 * @param rate calls a second
 * @param sumNanos time of all calls together
 * @param exemplars recorded traces with such calls, failed ones first, then the slowest
 */
record CallStats(
        long calls,
        long errors,
        double rate,
        @JsonUnwrapped Quantiles quantiles,
        long maxNanos,
        long sumNanos,
        List<ServiceMetricsView.ExemplarView> exemplars) {
    private static final int MOST_EXEMPLARS = 3;

    /** Durations that a share of the calls does not exceed; null without calls. */
    record Quantiles(
            @Nullable Double p50Nanos,
            @Nullable Double p95Nanos,
            @Nullable Double p99Nanos) {
        static Quantiles of(Durations durations) {
            return new Quantiles(quantile(durations, 0.5), quantile(durations, 0.95), quantile(durations, 0.99));
        }

        private static @Nullable Double quantile(Durations durations, double share) {
            return durations.count() == 0 ? null : Double.valueOf(durations.quantileNanos(share));
        }
    }

    static CallStats of(Outcomes outcomes, double seconds) {
        CallSeries all = outcomes.all();
        return new CallStats(
                outcomes.calls(),
                outcomes.errors(),
                outcomes.calls() / seconds,
                Quantiles.of(all.durations()),
                all.durations().maxNanos(),
                all.durations().sumNanos(),
                exemplars(outcomes));
    }

    private static List<ServiceMetricsView.ExemplarView> exemplars(Outcomes outcomes) {
        List<ServiceMetricsView.ExemplarView> views = new ArrayList<>();
        add(outcomes.failed(), true, views);
        add(outcomes.succeeded(), false, views);
        return views.subList(0, Math.min(MOST_EXEMPLARS, views.size()));
    }

    private static void add(CallSeries series, boolean error, List<ServiceMetricsView.ExemplarView> views) {
        series.exemplars().stream()
                .sorted(Comparator.comparingLong(CallExemplar::durationNanos).reversed())
                .forEach(exemplar -> views.add(ServiceMetricsView.ExemplarView.of(exemplar, error)));
    }
}
