// SPDX-License-Identifier: Apache-2.0
package dapper.storage.calls;

import dapper.storage.TraceId;
import java.util.Comparator;

/**
 * One of the counted calls, with a trace that was recorded.
 *
 * @param unixNanos time when the call was counted: its end
 */
public record CallExemplar(TraceId traceId, long spanId, long unixNanos, long durationNanos) {
    /** A total order, so that every merge keeps the same ones. */
    static final Comparator<CallExemplar> OLDEST_FIRST = Comparator.comparingLong(CallExemplar::unixNanos)
            .thenComparing(CallExemplar::traceId)
            .thenComparingLong(CallExemplar::spanId)
            .thenComparingLong(CallExemplar::durationNanos);
}
