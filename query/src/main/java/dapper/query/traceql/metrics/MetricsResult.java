// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import java.util.List;

/**
 * The answer of a metrics query.
 *
 * @param limitsHit a phrase for each limit that left something out; empty if the series have everything
 * @param traces stored traces that count
 * @param tracesWithoutProbability those of them whose sampling probability is not known, each of which counts once
 */
public record MetricsResult(List<Series> series, List<String> limitsHit, long traces, long tracesWithoutProbability) {
    public MetricsResult {
        series = List.copyOf(series);
        limitsHit = List.copyOf(limitsHit);
    }
}
