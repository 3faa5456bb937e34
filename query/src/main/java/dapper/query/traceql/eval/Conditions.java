// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of a {@link TraceQuery} that every span of interest meets. A missing condition makes a search read more, a
 * superfluous one would lose traces.
 */
record Conditions(
        @Nullable TraceId traceId,
        @Nullable String service,
        @Nullable String operation,
        Map<String, String> tags,
        long minDurationNanos,
        long maxDurationNanos,
        @Nullable Boolean error) {
    static final Conditions NONE = new Conditions(null, null, null, Map.of(), 0, Long.MAX_VALUE, null);

    static Conditions ofTrace(TraceId traceId) {
        return new Conditions(traceId, null, null, Map.of(), 0, Long.MAX_VALUE, null);
    }

    static Conditions ofService(String service) {
        return new Conditions(null, service, null, Map.of(), 0, Long.MAX_VALUE, null);
    }

    static Conditions ofOperation(String operation) {
        return new Conditions(null, null, operation, Map.of(), 0, Long.MAX_VALUE, null);
    }

    static Conditions ofTag(String key, String value) {
        return new Conditions(null, null, null, Map.of(key, value), 0, Long.MAX_VALUE, null);
    }

    static Conditions ofDuration(long minNanos, long maxNanos) {
        return new Conditions(null, null, null, Map.of(), Math.max(0, minNanos), Math.max(0, maxNanos), null);
    }

    static Conditions ofError(boolean error) {
        return new Conditions(null, null, null, Map.of(), 0, Long.MAX_VALUE, error);
    }

    /** All conditions of both; of two that exclude each other, only one. */
    Conditions and(Conditions other) {
        Map<String, String> both = new TreeMap<>(other.tags);
        both.putAll(tags);
        long min = Math.max(minDurationNanos, other.minDurationNanos);
        long max = Math.min(maxDurationNanos, other.maxDurationNanos);
        return new Conditions(
                traceId == null ? other.traceId : traceId,
                service == null ? other.service : service,
                operation == null ? other.operation : operation,
                both,
                min,
                Math.max(min, max),
                error == null ? other.error : error);
    }

    /** The conditions that a span meets if it meets either of both. */
    Conditions or(Conditions other) {
        Map<String, String> shared = new TreeMap<>(tags);
        shared.entrySet().retainAll(other.tags.entrySet());
        return new Conditions(
                traceId != null && traceId.equals(other.traceId) ? traceId : null,
                service != null && service.equals(other.service) ? service : null,
                operation != null && operation.equals(other.operation) ? operation : null,
                shared,
                Math.min(minDurationNanos, other.minDurationNanos),
                Math.max(maxDurationNanos, other.maxDurationNanos),
                error != null && error.equals(other.error) ? error : null);
    }

    /** The same conditions on a trace that has to meet the other ones too, on whichever span. */
    Conditions inTraceOf(Conditions other) {
        return traceId != null || other.traceId == null ? this : and(ofTrace(other.traceId));
    }

    /** Estimates how well the index can use them. */
    int weight() {
        return (traceId == null ? 0 : 1_000)
                + (service == null ? 0 : 2)
                + (operation == null ? 0 : 3)
                + 3 * tags.size()
                + (Boolean.TRUE.equals(error) ? 2 : 0)
                + (minDurationNanos > 0 ? 1 : 0);
    }

    /** Returns a query with these conditions, and the range and page of the given one. */
    TraceQuery within(TraceQuery range) {
        return TraceQuery.between(range.startUnixNanos(), range.endUnixNanos())
                .traceId(traceId)
                .service(service)
                .operation(operation)
                .tags(tags)
                .durations(minDurationNanos, maxDurationNanos)
                .error(error)
                .limit(range.limit())
                .build()
                .withCursor(range.cursor());
    }
}
