// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.storage.Span;
import dapper.storage.TraceId;
import java.util.Comparator;

/**
 * A span that is an example of a series at a point: the one with the greatest value, or for a minimum with the least.
 *
 * @param value of the field; of the span's duration where the function has no field. A duration is nanoseconds
 */
public record Exemplar(TraceId traceId, long spanId, long startUnixNanos, long durationNanos, double value) {
    /** Equal values have an order too, so that the answer does not depend on the order of the traces. */
    static final Comparator<Exemplar> BY_VALUE = Comparator.comparingDouble(Exemplar::value)
            .thenComparingLong(Exemplar::startUnixNanos)
            .thenComparing(Exemplar::traceId)
            .thenComparingLong(Exemplar::spanId);

    static Exemplar of(Span span, double value) {
        return new Exemplar(span.traceId(), span.spanId(), span.startUnixNanos(), span.durationNanos(), value);
    }

    Exemplar dividedBy(double unit) {
        return new Exemplar(traceId, spanId, startUnixNanos, durationNanos, value / unit);
    }
}
