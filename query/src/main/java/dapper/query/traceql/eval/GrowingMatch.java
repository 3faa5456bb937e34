// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import dapper.query.traceql.eval.TraceMatch.MatchedSpan;
import dapper.query.traceql.eval.TraceMatch.SpanSet;
import dapper.storage.Attributes;
import dapper.storage.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The answer of a query on one trace, computed while its spans arrive. It keeps only the spans to list, so the size of
 * the trace does not matter. Used by one thread at a time.
 */
public final class GrowingMatch {
    private static final Comparator<MatchedSpan> BY_START =
            Comparator.comparing(MatchedSpan::span, TraceMatch.BY_START);

    private final Function<List<Span>, CompiledQuery.OnTrace> on;
    private final long startUnixNanos;
    private final long endUnixNanos;
    private final int mostSpans;
    private List<MatchedSpan> first = List.of();
    private int matched;
    private OptionalLong newest = OptionalLong.empty();

    GrowingMatch(
            Function<List<Span>, CompiledQuery.OnTrace> on, long startUnixNanos, long endUnixNanos, int mostSpans) {
        this.on = on;
        this.startUnixNanos = startUnixNanos;
        this.endUnixNanos = endUnixNanos;
        this.mostSpans = mostSpans;
    }

    /** @param spans the next ones, in any order; must not be changed afterwards */
    public void add(List<Span> spans) {
        CompiledQuery.OnTrace some = on.apply(spans);
        some.match(1, mostSpans).ifPresent(match -> {
            SpanSet more = match.spanSets().get(0);
            matched += more.matched();
            first = Stream.concat(first.stream(), more.spans().stream())
                    .sorted(BY_START)
                    .limit(mostSpans)
                    .toList();
            some.newestIn(startUnixNanos, endUnixNanos)
                    .ifPresent(start -> newest = OptionalLong.of(Math.max(start, newest.orElse(start))));
        });
    }

    /** Returns the start of the newest span in the time range that the query has selected so far. */
    public OptionalLong newest() {
        return newest;
    }

    /** Returns the spans that the query has selected so far, see {@link CompiledQuery.OnTrace#match}. */
    public Optional<TraceMatch> match() {
        return matched == 0
                ? Optional.empty()
                : Optional.of(new TraceMatch(List.of(new SpanSet(matched, Attributes.EMPTY, first))));
    }
}
