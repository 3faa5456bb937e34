// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.Extent;
import dapper.storage.Span;
import dapper.storage.TraceId;
import dapper.storage.TraceSummary;
import dapper.storage.TraceSummary.ServiceCount;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Summarises a trace span by span, in any order, and keeps only two of them. Safe for many threads, because a search
 * whose time is over uses what has been read while more arrives.
 */
final class TraceSketch {
    private static final class Count {
        private int spans;
        private int errors;
    }

    private static final Comparator<Span> EARLIEST =
            Comparator.comparingLong(Span::startUnixNanos).thenComparingLong(Span::spanId);

    private final SpanFilter filter;
    private final Map<String, Count> services = new HashMap<>();
    private @Nullable Span earliest;
    private @Nullable Span root;
    private final Extent extent = new Extent();
    private long newestMatch;
    private boolean matched;

    TraceSketch(SpanFilter filter) {
        this.filter = filter;
    }

    synchronized void add(Span span) {
        Count count = services.computeIfAbsent(span.serviceName(), name -> new Count());
        count.spans++;
        count.errors += span.status().isError() ? 1 : 0;
        earliest = earlier(earliest, span);
        if (span.parentSpanId() == 0) {
            root = earlier(root, span);
        }
        extent.add(span);
        if (filter.matches(span)) {
            newestMatch = matched ? Math.max(newestMatch, span.startUnixNanos()) : span.startUnixNanos();
            matched = true;
        }
    }

    private static Span earlier(@Nullable Span one, Span other) {
        return one == null || EARLIEST.compare(other, one) < 0 ? other : one;
    }

    synchronized int spans() {
        return services.values().stream().mapToInt(count -> count.spans).sum();
    }

    /** Returns whether one span of the trace satisfies the whole query. */
    synchronized boolean matched() {
        return matched;
    }

    /** Returns the start of the newest of those spans. */
    synchronized long newestMatch() {
        return newestMatch;
    }

    /** Needs at least one span. */
    synchronized TraceSummary summary(TraceId traceId) {
        Span first = Objects.requireNonNull(earliest, "a summary of no span");
        Span top = root == null ? first : root;
        List<ServiceCount> counts = services.entrySet().stream()
                .map(entry -> new ServiceCount(entry.getKey(), entry.getValue().spans, entry.getValue().errors))
                .sorted(Comparator.comparingInt(ServiceCount::spanCount)
                        .reversed()
                        .thenComparing(ServiceCount::service))
                .toList();
        return new TraceSummary(
                traceId,
                top.serviceName(),
                top.name(),
                root == null,
                extent.startUnixNanos(),
                extent.durationNanos(),
                counts.stream().mapToInt(ServiceCount::spanCount).sum(),
                counts.stream().mapToInt(ServiceCount::errorCount).sum(),
                counts);
    }
}
