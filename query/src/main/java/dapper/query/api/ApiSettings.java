// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.analysis.insight.InsightLimits;
import java.time.Duration;

/**
 * The settings of an {@link Api}.
 *
 * @param lookback how far back a search goes that names no time range
 * @param limit traces on a page of a search that names no limit
 * @param maxConcurrent requests in work at a time; further ones get 503 with Retry-After
 * @param memoryBytes heap that their answers may take together
 * @param memoryWait how long a request waits for a part of it
 * @param insights the thresholds of insights
 */
public record ApiSettings(
        Duration lookback,
        int limit,
        int maxConcurrent,
        long memoryBytes,
        Duration memoryWait,
        InsightLimits insights) {}
