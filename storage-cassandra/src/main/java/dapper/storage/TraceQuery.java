// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import dapper.storage.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A search for traces with a span that meets the predicate and starts in the time range.
 *
 * @param traceId the only trace that may match, in which case no index is read; null means any
 * @param predicate {@link Predicate#ALL} means any span
 * @param startUnixNanos the earliest start of the span, inclusive
 * @param endUnixNanos the latest start of the span, exclusive
 * @param arrivedUnixNanos leaves out the spans that arrived in a minute before that of this time, and those that arrived more
 *     than ten minutes after their start; 0 for all
 * @param limit 1 to {@value #MAX_LIMIT} traces on a page
 * @param cursor {@link SearchPage#nextCursor()} of the page before; null for the first
 */
public record TraceQuery(
        @Nullable TraceId traceId,
        Predicate predicate,
        long startUnixNanos,
        long endUnixNanos,
        long arrivedUnixNanos,
        int limit,
        @Nullable String cursor) {
    public static final int MAX_LIMIT = 1000;

    public TraceQuery {
        require(limit >= 1 && limit <= MAX_LIMIT, "limit must be 1 to " + MAX_LIMIT + ", not " + limit);
        require(startUnixNanos < endUnixNanos, "the start of the time range must be before its end");
    }

    /**
     * A search for at most {@value #MAX_LIMIT} traces a page, with no condition but the time range.
     *
     * @throws IllegalArgumentException if the range is empty
     */
    public static TraceQuery between(long startUnixNanos, long endUnixNanos) {
        return new TraceQuery(null, Predicate.ALL, startUnixNanos, endUnixNanos, 0, MAX_LIMIT, null);
    }

    /** @param id null for any trace */
    public TraceQuery ofTrace(@Nullable TraceId id) {
        return new TraceQuery(id, predicate, startUnixNanos, endUnixNanos, arrivedUnixNanos, limit, cursor);
    }

    public TraceQuery where(Predicate condition) {
        return new TraceQuery(traceId, condition, startUnixNanos, endUnixNanos, arrivedUnixNanos, limit, cursor);
    }

    /** Leaves out the spans that arrived earlier, see the parameter. */
    public TraceQuery arrivedSince(long unixNanos) {
        return new TraceQuery(traceId, predicate, startUnixNanos, endUnixNanos, unixNanos, limit, cursor);
    }

    /** @throws IllegalArgumentException if the limit is out of range */
    public TraceQuery withLimit(int traces) {
        return new TraceQuery(traceId, predicate, startUnixNanos, endUnixNanos, arrivedUnixNanos, traces, cursor);
    }

    /** @param newCursor null for the first page */
    public TraceQuery withCursor(@Nullable String newCursor) {
        return new TraceQuery(traceId, predicate, startUnixNanos, endUnixNanos, arrivedUnixNanos, limit, newCursor);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
