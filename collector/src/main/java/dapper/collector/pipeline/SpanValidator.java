// SPDX-License-Identifier: Apache-2.0
package dapper.collector.pipeline;

import dapper.storage.Span;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a decoded span that cannot be stored: one that has no place in any trace. Safe for use by many threads.
 *
 * <p>What is merely odd is stored as it was sent, and marked where it is shown: an end before the start, a time that no
 * clock should give, a span that is its own parent.
 */
final class SpanValidator {
    /** What is wrong with the span, or null. */
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
