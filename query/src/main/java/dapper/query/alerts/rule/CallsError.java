// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.query.alerts.anomaly.CountingError;
import dapper.query.calls.Outcomes;

/**
 * The counting error of a metric: rates are Poisson, shares of calls are binomial, and of a quantile the share of the calls below it
 * is. The one that is added to each variance keeps a single call, or a single failure, from being unusual where the usual value is 0.
 */
record CallsError(Metric metric, Outcomes outcomes, double seconds) implements CountingError {
    @Override
    public double of(double expected, double deviations, boolean above) {
        long calls = outcomes.calls();
        if (metric.kind() == Metric.Kind.RATE) {
            return deviations * Math.sqrt(Math.max(0, expected) * seconds + 1) / seconds;
        }
        if (calls == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return metric.kind() == Metric.Kind.QUANTILE
                ? ofQuantile(deviations, above)
                : ofShare(Math.max(0, Math.min(1, expected)), deviations, calls);
    }

    private static double ofShare(double share, double deviations, long calls) {
        return deviations * Math.sqrt(calls * share * (1 - share) + 1) / calls;
    }

    /** The quantile for a share that is lower, or higher, by the error of the share bounds the true one. */
    private double ofQuantile(double deviations, boolean above) {
        double share = metric.parameter();
        double error = ofShare(share, deviations, outcomes.calls());
        double bound = above ? share - error : share + error;
        if (bound <= 0 || bound >= 1) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.abs(outcomes.durations().quantileNanos(bound) - metric.of(outcomes, seconds));
    }
}
