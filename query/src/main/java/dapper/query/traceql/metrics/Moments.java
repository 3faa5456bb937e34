// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

/**
 * Estimates of the number of values and of their sum, for one series at one point. The values of a trace are collected
 * until the trace ends, because it is the unit of the variance.
 */
final class Moments {
    private double count;
    private double sum;
    private double countVariance;
    private double sumVariance;
    private double covariance;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private double countOfTrace;
    private double sumOfTrace;

    /** Returns whether this is the first value of the trace. */
    boolean add(double value) {
        countOfTrace++;
        sumOfTrace += value;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        return countOfTrace == 1;
    }

    void endTrace(TraceWeight trace) {
        count += trace.weight() * countOfTrace;
        sum += trace.weight() * sumOfTrace;
        countVariance += trace.variance() * countOfTrace * countOfTrace;
        sumVariance += trace.variance() * sumOfTrace * sumOfTrace;
        covariance += trace.variance() * countOfTrace * sumOfTrace;
        countOfTrace = 0;
        sumOfTrace = 0;
    }

    double count() {
        return count;
    }

    double countError() {
        return Math.sqrt(countVariance);
    }

    double sum() {
        return sum;
    }

    double sumError() {
        return Math.sqrt(sumVariance);
    }

    double least() {
        return least;
    }

    double greatest() {
        return greatest;
    }

    double average() {
        return sum / count;
    }

    /** Of the ratio of two estimates, to the first order (Taylor): the error of the sum of (value - average), by count. */
    double averageError() {
        double average = average();
        double variance = sumVariance - 2 * average * covariance + average * average * countVariance;
        return Math.sqrt(Math.max(0, variance)) / count;
    }
}
