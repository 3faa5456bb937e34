// SPDX-License-Identifier: Apache-2.0
package dapper.query.analysis.insight;

/**
 * The thresholds of insights.
 *
 * @param leastNanos an insight about time needs at least so much of the critical path
 * @param leastShare and at least this share of the trace's duration, 0 to 1
 * @param gapNanos least length of a gap, and of the time after the last child
 * @param repeatedCalls equal calls of one request, at least
 * @param sequentialCalls reads one after another, at least
 * @param fanOut calls below one span, at least
 * @param chattyCalls calls from one service to another, at least
 * @param firstCallFactor the first call is slow if it takes that many times the median of the others
 */
public record InsightLimits(
        long leastNanos,
        double leastShare,
        long gapNanos,
        int repeatedCalls,
        int sequentialCalls,
        int fanOut,
        int chattyCalls,
        int firstCallFactor) {}
