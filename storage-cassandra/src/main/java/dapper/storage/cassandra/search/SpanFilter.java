// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.Span;
import dapper.storage.TraceQuery;
import dapper.storage.predicate.SpanMatcher;

/** The exact condition of a search on one span; the index only proposes candidates. Safe for many threads. */
final class SpanFilter {
    private final TraceQuery query;
    private final SpanMatcher predicate;

    SpanFilter(TraceQuery query) {
        this.query = query;
        this.predicate = SpanMatcher.of(query.predicate());
    }

    boolean matches(Span span) {
        return span.startUnixNanos() >= query.startUnixNanos()
                && span.startUnixNanos() < query.endUnixNanos()
                && predicate.matches(span);
    }
}
