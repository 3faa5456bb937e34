// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.Span;
import dapper.storage.TraceQuery;
import java.util.Map;

/** The exact predicate of a search on one span; the index only proposes candidates. */
final class SpanFilter {
    private final TraceQuery query;

    SpanFilter(TraceQuery query) {
        this.query = query;
    }

    boolean matches(Span span) {
        return span.startUnixNanos() >= query.startUnixNanos()
                && span.startUnixNanos() < query.endUnixNanos()
                && span.durationNanos() >= query.minDurationNanos()
                && span.durationNanos() <= query.maxDurationNanos()
                && (query.error() == null || query.error() == span.status().isError())
                && (query.operation() == null || query.operation().equals(span.name()))
                && (query.service() == null || query.service().equals(span.serviceName()))
                && hasTags(span);
    }

    private boolean hasTags(Span span) {
        for (Map.Entry<String, String> tag : query.tags().entrySet()) {
            if (!span.attributes().has(tag.getKey(), tag.getValue())
                    && !span.resource().attributes().has(tag.getKey(), tag.getValue())) {
                return false;
            }
        }
        return true;
    }
}
