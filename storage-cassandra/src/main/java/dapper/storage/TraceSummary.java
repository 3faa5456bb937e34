// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;

/**
 * One entry of a list of traces.
 *
 * @param rootService service of the root, or of the earliest span when the root is missing
 * @param rootOperation name of that same span
 * @param rootMissing whether the root had not been stored when the summary was made
 * @param startUnixNanos start of the earliest span, see {@link Extent}
 * @param durationNanos from the earliest start to the latest end, see {@link Extent}
 * @param services spans and errors of each service, most spans first
 */
public record TraceSummary(
        TraceId traceId,
        String rootService,
        String rootOperation,
        boolean rootMissing,
        long startUnixNanos,
        long durationNanos,
        int spanCount,
        int errorCount,
        List<ServiceCount> services) {

    public record ServiceCount(String service, int spanCount, int errorCount) {}
}
