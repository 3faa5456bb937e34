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
import dapper.storage.calls.CallQuery;
import dapper.storage.calls.CallReader;
import dapper.storage.calls.CallSeries;
import dapper.storage.calls.Durations;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Estimates the calls of a service that counts none from its stored spans: a span of a trace that was kept with probability p
 * stands for 1/p calls. It is a search that accepts no trace, so that it sees all of them. Used by one thread.
 */
public final class EstimatedCalls implements TraceFilter {
    private static final int MOST_PAGES = 3;

    private final CallQuery query;
    private final CallReader.Visitor visitor;
    private final Set<TraceId> counted = new HashSet<>();
    private final List<String> tooLarge = new ArrayList<>();
    private int spans;

    private EstimatedCalls(CallQuery query, CallReader.Visitor visitor) {
        this.query = query;
        this.visitor = visitor;
    }

    /** Passes the calls of a service, each at the start of its span. */
    public static CallReader.Reading read(TraceReader traces, CallQuery query, CallReader.Visitor visitor) {
        EstimatedCalls calls = new EstimatedCalls(query, visitor);
        TraceQuery search = TraceQuery.between(query.startUnixNanos(), query.endUnixNanos())
                .where(Predicate.equal(Field.SERVICE, query.service()));
        SearchPage page = traces.search(search, calls);
        for (int pages = 1; page.nextCursor() != null && pages < MOST_PAGES; pages++) {
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
        if (counted.add(trace.id())) {
            long weight = Math.round(1 / SamplingProbability.of(trace).orElse(1));
            trace.spans().stream()
                    .filter(span -> span.serviceName().equals(query.service()) && !span.isUnfinished())
                    .filter(span -> span.startUnixNanos() >= query.startUnixNanos()
                            && span.startUnixNanos() < query.endUnixNanos())
                    .forEach(span -> take(span, weight));
        }
        return OptionalLong.empty();
    }

    private void take(Span span, long weight) {
        CallKey key = SpanKey.of(span);
        if (key != null) {
            spans++;
            long nanos = span.durationNanos();
            CallSeries series = new CallSeries();
            series.durations().addBucket(Durations.bucketOf(nanos / 1e9), weight);
            series.durations().addExtent(nanos * weight, nanos, nanos);
            series.add(new CallExemplar(span.traceId(), span.spanId(), span.endUnixNanos(), nanos));
            visitor.take(span.startUnixNanos(), key, series);
        }
    }

    @Override
    public void tooLarge(TraceId traceId, int spansRead) {
        tooLarge.add("trace " + traceId + " is too large for a search, " + spansRead + " spans of it were read");
    }

    @Override
    public String identity() {
        return "calls of " + query.service();
    }
}
