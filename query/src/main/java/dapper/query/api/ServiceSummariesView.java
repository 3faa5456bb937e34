// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dapper.query.calls.Outcomes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All services as JSON. Value {@code i} of each list is that of the step that ends at {@code firstUnixNanos + i * stepNanos}. The
 * last step may end after the time range, and so lack calls.
 *
 * @param apdexNanos T of the Apdex
 * @param dayStartUnixNanos start of the 24 hours that end with the ten minutes in which the time range ends
 */
record ServiceSummariesView(
        String startUnixNanos,
        String endUnixNanos,
        String firstUnixNanos,
        long stepNanos,
        int points,
        boolean complete,
        String incompleteReason,
        int rowsRead,
        long apdexNanos,
        String dayStartUnixNanos,
        List<ServiceView> services) {

    /**
     * One service.
     *
     * @param estimated whether some of the calls are estimates from spans
     * @param firstUnixNanos null if it counts no calls, as are the last one and the day
     * @param instances processes that reported in the time range
     * @param stats of all steps
     * @param apdex of all steps
     * @param day the calls of 24 hours, counted ones only
     */
    @SuppressWarnings("ArrayRecordComponent") // Only written.
    record ServiceView(
            String service,
            boolean estimated,
            @Nullable String firstUnixNanos,
            @Nullable String lastUnixNanos,
            int instances,
            Set<String> versions,
            Set<String> languages,
            Set<String> agents,
            @JsonUnwrapped CallStats stats,
            @JsonUnwrapped Apdex apdex,
            @Nullable DayView day,
            long[] callsOfSteps,
            long[] errorsOfSteps,
            double[] p95NanosOfSteps,
            double[] p99NanosOfSteps) {}

    /** The calls of 24 hours. The quantile is null without calls. */
    record DayView(long calls, long errors, @Nullable Double p99Nanos) {
        static DayView of(Outcomes outcomes) {
            return new DayView(
                    outcomes.calls(),
                    outcomes.errors(),
                    CallStats.Quantiles.of(outcomes.durations()).p99Nanos());
        }
    }
}
