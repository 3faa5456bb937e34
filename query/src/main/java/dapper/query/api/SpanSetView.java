// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.traceql.eval.TraceMatch;
import dapper.storage.Attributes;
import dapper.storage.Span;
import dapper.storage.SpanId;
import java.util.List;

/**
 * Spans that a TraceQL query has selected in one trace, as JSON.
 *
 * @param matched their number
 * @param values those of {@code by(...)} and of aggregates, by the text of the expression
 * @param spans the first of them, by start
 */
record SpanSetView(int matched, Attributes values, List<SelectedSpan> spans) {

    /**
     * @param startUnixNanos in nanoseconds as text
     * @param values of the fields of {@code select(...)} that the span has, by the text of the field
     */
    record SelectedSpan(
            String spanId, String service, String name, String startUnixNanos, long durationNanos, Attributes values) {

        static SelectedSpan of(TraceMatch.MatchedSpan matched) {
            Span span = matched.span();
            return new SelectedSpan(
                    SpanId.toHex(span.spanId()),
                    span.serviceName(),
                    span.name(),
                    Long.toUnsignedString(span.startUnixNanos()),
                    span.durationNanos(),
                    matched.values());
        }
    }

    static List<SpanSetView> of(TraceMatch match) {
        return match.spanSets().stream()
                .map(set -> new SpanSetView(
                        set.matched(),
                        set.values(),
                        set.spans().stream().map(SelectedSpan::of).toList()))
                .toList();
    }
}
