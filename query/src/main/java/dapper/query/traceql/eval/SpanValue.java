// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import org.jspecify.annotations.Nullable;

/** A compiled expression over one span. Safe for many threads. */
@FunctionalInterface
interface SpanValue {
    /**
     * Returns the value as described by the package, null if the span has none.
     *
     * @param place of the span in the trace
     */
    @Nullable
    Object of(LaidOutTrace trace, int place);

    /** Returns whether the value is true, or one of several is; the absence of a value is false. */
    default boolean isTrue(LaidOutTrace trace, int place) {
        return isTrue(of(trace, place));
    }

    static boolean isTrue(@Nullable Object value) {
        return value instanceof Several several
                ? several.values().stream().anyMatch(SpanValue::isTrue)
                : Boolean.TRUE.equals(value);
    }
}
