// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

import java.util.Map;

/**
 * The calls that one process counted in one interval. The same report may be written several times, also by different
 * collectors: process, interval and the set of keys identify it.
 *
 * @param endUnixNanos after the start
 */
public record CallReport(
        ServiceProcess process, long startUnixNanos, long endUnixNanos, Map<CallKey, CallSeries> series) {

    public CallReport {
        series = Map.copyOf(series);
    }

    /** Returns the middle of the interval: the calls count at that time. */
    public long unixNanos() {
        return startUnixNanos + (endUnixNanos - startUnixNanos) / 2;
    }
}
