// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.Comparator;
import java.util.List;

/**
 * All stored spans of one trace, ordered by start time. Never empty; the root may be missing. A snapshot of an
 * unfinished span is left out if there is a finished span of the same id, kind and resource, or a later snapshot.
 */
public record Trace(TraceId id, List<Span> spans) {
    private static final Comparator<Span> BY_START = Comparator.comparingLong(Span::startUnixNanos)
            .thenComparingLong(Span::spanId)
            .thenComparingInt(span -> span.kind().number());

    /** @param spans in any order; the list is sorted */
    public static Trace of(TraceId id, List<Span> spans) {
        spans.sort(BY_START);
        return new Trace(id, List.copyOf(spans));
    }
}
