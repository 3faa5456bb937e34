// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search for traces. All predicates that are present must hold on one span of the trace.
 *
 * @param traceId the only trace that may match, in which case no index is read; null means any
 * @param service the span's service; null means any
 * @param operation the span's name; null means any
 * @param tags attributes of the span or its resource, compared as text ({@link Attributes#searchTexts})
 * @param minDurationNanos 0 means no lower bound
 * @param maxDurationNanos {@link Long#MAX_VALUE} means no upper bound
 * @param error true for spans with an error status, false for those without; null means any
 * @param startUnixNanos the earliest start of the span, inclusive
 * @param endUnixNanos the latest start of the span, exclusive
 * @param limit 1 to {@value #MAX_LIMIT} traces on a page
 * @param cursor {@link SearchPage#nextCursor()} of the page before; null for the first
 */
public record TraceQuery(
        @Nullable TraceId traceId,
        @Nullable String service,
        @Nullable String operation,
        Map<String, String> tags,
        long minDurationNanos,
        long maxDurationNanos,
        @Nullable Boolean error,
        long startUnixNanos,
        long endUnixNanos,
        int limit,
        @Nullable String cursor) {
    public static final int MAX_LIMIT = 1000;

    public TraceQuery {
        tags = Map.copyOf(tags);
        require(limit >= 1 && limit <= MAX_LIMIT, "limit must be 1 to " + MAX_LIMIT + ", not " + limit);
        require(startUnixNanos < endUnixNanos, "the start of the time range must be before its end");
        require(minDurationNanos <= maxDurationNanos, "the minimum duration must not exceed the maximum");
    }

    /** Begins a search with no condition but the time range, for at most {@value #MAX_LIMIT} traces a page. */
    public static Builder between(long startUnixNanos, long endUnixNanos) {
        return new Builder(startUnixNanos, endUnixNanos);
    }

    /** @param newCursor null for the first page */
    public TraceQuery withCursor(@Nullable String newCursor) {
        return new TraceQuery(
                traceId,
                service,
                operation,
                tags,
                minDurationNanos,
                maxDurationNanos,
                error,
                startUnixNanos,
                endUnixNanos,
                limit,
                newCursor);
    }

    /** Collects the conditions of a search; those that are null or not given do not apply. */
    public static final class Builder {
        private final long startUnixNanos;
        private final long endUnixNanos;
        private @Nullable TraceId traceId;
        private @Nullable String service;
        private @Nullable String operation;
        private Map<String, String> tags = Map.of();
        private long minDurationNanos;
        private long maxDurationNanos = Long.MAX_VALUE;
        private @Nullable Boolean error;
        private int limit = MAX_LIMIT;

        private Builder(long startUnixNanos, long endUnixNanos) {
            this.startUnixNanos = startUnixNanos;
            this.endUnixNanos = endUnixNanos;
        }

        public Builder traceId(@Nullable TraceId id) {
            traceId = id;
            return this;
        }

        public Builder service(@Nullable String name) {
            service = name;
            return this;
        }

        public Builder operation(@Nullable String name) {
            operation = name;
            return this;
        }

        public Builder tags(Map<String, String> all) {
            tags = all;
            return this;
        }

        public Builder durations(long minNanos, long maxNanos) {
            minDurationNanos = minNanos;
            maxDurationNanos = maxNanos;
            return this;
        }

        public Builder error(@Nullable Boolean value) {
            error = value;
            return this;
        }

        public Builder limit(int traces) {
            limit = traces;
            return this;
        }

        /** @throws IllegalArgumentException if the conditions exclude each other, or the limit is out of range */
        public TraceQuery build() {
            return new TraceQuery(
                    traceId,
                    service,
                    operation,
                    tags,
                    minDurationNanos,
                    maxDurationNanos,
                    error,
                    startUnixNanos,
                    endUnixNanos,
                    limit,
                    null);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
