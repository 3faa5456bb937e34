// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Accepts the traces that a query finds, and keeps the sizes of their span sets, in ascending order. */
record CollectedMatches(CompiledQuery query, TraceQuery range, Map<TraceId, List<Integer>> found)
        implements TraceFilter {
    CollectedMatches(CompiledQuery query, TraceQuery range) {
        this(query, range, new HashMap<>());
    }

    List<Integer> spanSets(TraceId traceId) {
        return found.getOrDefault(traceId, List.of());
    }

    @Override
    public OptionalLong accept(Trace trace) {
        CompiledQuery.OnTrace run = query.on(trace);
        OptionalLong newest = run.newestIn(range.startUnixNanos(), range.endUnixNanos());
        return newest.isPresent()
                        && run.match(Integer.MAX_VALUE, 1)
                                .map(match -> keep(trace.id(), match))
                                .isPresent()
                ? newest
                : OptionalLong.empty();
    }

    private TraceMatch keep(TraceId traceId, TraceMatch match) {
        found.put(
                traceId,
                match.spanSets().stream()
                        .map(TraceMatch.SpanSet::matched)
                        .sorted()
                        .toList());
        return match;
    }

    @Override
    public List<Span> needed(List<Span> spans) {
        return query.needed(spans);
    }

    @Override
    public @Nullable SpanBySpan spanBySpan(TraceId traceId) {
        if (!query.isSpanBySpan()) {
            return null;
        }
        GrowingMatch growing = query.growing(traceId, range.startUnixNanos(), range.endUnixNanos(), 1);
        return new SpanBySpan() {
            @Override
            public boolean add(List<Span> spans) {
                growing.add(spans);
                return true;
            }

            @Override
            public OptionalLong newest() {
                growing.match().ifPresent(match -> keep(traceId, match));
                return growing.newest();
            }
        };
    }

    @Override
    public String identity() {
        return "collected";
    }
}
