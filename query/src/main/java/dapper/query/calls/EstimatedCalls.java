// SPDX-License-Identifier: Apache-2.0
package dapper.query.calls;

import dapper.query.analysis.SamplingProbability;
import dapper.storage.SearchPage;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.calls.CallExemplar;
import dapper.storage.calls.CallKey;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.Durations;
import dapper.storage.predicate.Predicate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Estimates uncounted calls from stored spans: a span of a trace that was kept with probability p stands for 1/p calls. It is a
 * search that accepts no trace, so that it sees all of them. Used by one thread.
 */
final class EstimatedCalls implements TraceFilter {
    private static final int PAGES_OF_A_SERVICE = 3;
    private static final int MOST_PAGES = 20;

    private final Map<String, Uncounted> services = new TreeMap<>();
    private final long start;
    private final long end;
    private final UncountedServices.Visitor visitor;
    private final Set<TraceId> seen = new HashSet<>();
    private final List<String> tooLarge = new ArrayList<>();
    private int spans;

    private EstimatedCalls(Collection<Uncounted> uncounted, long start, long end, UncountedServices.Visitor visitor) {
        uncounted.forEach(each -> services.put(each.service(), each));
        this.start = start;
        this.end = end;
        this.visitor = visitor;
    }

    /** Passes the calls of some services; all of them are read in one search. */
    static CallReader.Reading read(
            TraceReader traces,
            Collection<Uncounted> uncounted,
            long start,
            long end,
            UncountedServices.Visitor visitor) {
        EstimatedCalls calls = new EstimatedCalls(uncounted, start, end, visitor);
        int mostPages = Math.min(PAGES_OF_A_SERVICE * uncounted.size(), MOST_PAGES);
        TraceQuery search = TraceQuery.between(start, end)
                .where(Predicate.or(uncounted.stream().map(Uncounted::predicate).toArray(Predicate[]::new)));
        SearchPage page = traces.search(search, calls);
        for (int pages = 1; page.nextCursor() != null && pages < mostPages; pages++) {
            page = traces.search(search.withCursor(page.nextCursor()), calls);
        }
        return new CallReader.Reading(calls.spans, calls.reason(page));
    }

    private String reason(SearchPage page) {
        if (page.nextCursor() != null) {
            return "stopped after " + spans + " spans; choose a shorter time range";
        }
        return tooLarge.isEmpty() ? page.incompleteReason() : String.join("; ", tooLarge);
    }

    @Override
    public OptionalLong accept(Trace trace) {
        if (seen.add(trace.id())) {
            long weight = Math.round(1 / SamplingProbability.of(trace).orElse(1));
            trace.spans().stream()
                    .filter(span -> !span.isUnfinished())
                    .filter(span -> span.startUnixNanos() >= start && span.startUnixNanos() < end)
                    .forEach(span -> take(span, weight));
        }
        return OptionalLong.empty();
    }

    private void take(Span span, long weight) {
        Uncounted uncounted = services.get(span.serviceName());
        CallKey key = SpanKey.of(span);
        if (uncounted != null && key != null && uncounted.has(span, key.kind())) {
            spans++;
            long nanos = span.durationNanos();
            CallSeries series = new CallSeries();
            series.durations().addBucket(Durations.bucketOf(nanos / 1e9), weight);
            series.durations().addExtent(nanos * weight, nanos, nanos);
            series.add(new CallExemplar(span.traceId(), span.spanId(), span.endUnixNanos(), nanos));
            visitor.take(uncounted.service(), span.startUnixNanos(), key, series);
        }
    }

    @Override
    public void tooLarge(TraceId traceId, int spansRead) {
        tooLarge.add("trace " + traceId + " is too large for a search, " + spansRead + " spans of it were read");
    }

    @Override
    public String identity() {
        return "calls of " + String.join(", ", services.keySet());
    }
}
