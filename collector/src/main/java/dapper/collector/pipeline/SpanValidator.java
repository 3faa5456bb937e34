// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.storage.Span;
import org.jspecify.annotations.Nullable;

/**
 * Refuses decoded spans that cannot be stored because they belong to no trace. Safe for use by many threads.
 *
 * <p>Odd spans are stored as they were sent, and marked in the query service: an end before the start, an impossible
 * time, a span that is its own parent.
 */
final class SpanValidator {
    /** Returns the fault of the span, or null. */
    @Nullable
    Rejection check(Span span, boolean parentIdReadable) {
        if (!span.traceId().isValid()) {
            return Rejection.INVALID_TRACE_ID;
        }
        if (span.spanId() == 0) {
            return Rejection.INVALID_SPAN_ID;
        }
        return parentIdReadable ? null : Rejection.INVALID_PARENT_SPAN_ID;
    }
}
