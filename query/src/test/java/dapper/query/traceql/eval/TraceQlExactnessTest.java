// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.testing.InMemoryTraces;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Query;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceSummary;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random searches on random traces select the same spans as {@link NaiveEvaluation}, and the conditions for the index
 * lose none of the traces.
 */
@Tag("once")
class TraceQlExactnessTest {
    private static final int SEARCHES = Integer.getInteger("dapper.traceql.searches", 1_500);
    private static final long SEED = Long.getLong("dapper.traceql.seed", 20_261_127L);
    private static final TraceQuery ALWAYS = TraceQuery.between(0, Long.MAX_VALUE);

    private record Search(CompiledQuery query) implements TraceFilter {
        @Override
        public OptionalLong accept(Trace trace) {
            return query.on(trace).match(1, 1).isPresent()
                    ? query.on(trace).newestIn(ALWAYS.startUnixNanos(), ALWAYS.endUnixNanos())
                    : OptionalLong.empty();
        }

        @Override
        public List<Span> needed(List<Span> spans) {
            return query.needed(spans);
        }

        @Override
        public @Nullable SpanBySpan spanBySpan(TraceId traceId) {
            return query.isSpanBySpan() ? new Growing(growing(traceId)) : null;
        }

        private GrowingMatch growing(TraceId traceId) {
            return query.growing(traceId, ALWAYS.startUnixNanos(), ALWAYS.endUnixNanos(), 2);
        }

        @Override
        public String identity() {
            return "";
        }
    }

    private record Growing(GrowingMatch match) implements TraceFilter.SpanBySpan {
        @Override
        public boolean add(List<Span> spans) {
            match.add(spans);
            return true;
        }

        @Override
        public OptionalLong newest() {
            return match.newest();
        }
    }

    @Test
    void selectsWhatTheNaiveEvaluationSelects() {
        System.out.println("TraceQL exactness: seed " + SEED + ", " + SEARCHES + " searches");
        Random random = new Random(SEED);
        RandomTraces traces = new RandomTraces(random);
        RandomSearches searches = new RandomSearches(random);
        int unsupported = 0;
        int matches = 0;
        int pushed = 0;
        int grown = 0;
        for (int i = 0; i < SEARCHES; i++) {
            Pipeline pipeline = searches.next();
            Query query = new Query(pipeline, List.of());
            CompiledQuery compiled;
            try {
                compiled = CompiledQuery.of(query);
            } catch (UnsupportedQueryException e) {
                unsupported++;
                continue;
            }
            List<Trace> some = IntStream.range(0, 20).mapToObj(traces::next).toList();
            Set<TraceId> expected = new HashSet<>();
            for (Trace trace : some) {
                List<List<Span>> naive = new NaiveEvaluation(trace).run(pipeline);
                Trace needed = new Trace(trace.id(), compiled.needed(trace.spans()));
                assertThat(places(needed, selected(compiled, needed)))
                        .as("%s on %s", query, trace)
                        .containsExactlyInAnyOrderElementsOf(places(trace, naive));
                if (compiled.isSpanBySpan()) {
                    grown++;
                    GrowingMatch growing = new Search(compiled).growing(trace.id());
                    trace.spans().forEach(span -> growing.add(List.of(span)));
                    assertThat(growing.match()).isEqualTo(compiled.on(trace).match(1, 2));
                }
                if (!naive.isEmpty()) {
                    expected.add(trace.id());
                }
            }
            InMemoryTraces stored = new InMemoryTraces();
            some.forEach(trace -> stored.add(trace.spans()));
            TraceQuery candidates = compiled.candidates(ALWAYS);
            assertThat(stored.search(candidates, new Search(compiled)).traces())
                    .as("%s by %s", query, candidates)
                    .extracting(TraceSummary::traceId)
                    .containsExactlyInAnyOrderElementsOf(expected);
            matches += expected.size();
            pushed += candidates.equals(ALWAYS) ? 0 : 1;
        }
        // All of this would prove nothing if the searches matched nothing, or everything.
        assertThat(unsupported).isLessThan(SEARCHES / 10);
        assertThat(matches).isBetween(SEARCHES * 3, SEARCHES * 15);
        assertThat(grown).isGreaterThan(SEARCHES);
        assertThat(pushed).isGreaterThan(SEARCHES / 3);
    }

    private static List<List<Span>> selected(CompiledQuery query, Trace trace) {
        return query
                .on(trace)
                .match(Integer.MAX_VALUE, Integer.MAX_VALUE)
                .map(TraceMatch::spanSets)
                .orElse(List.of())
                .stream()
                .map(set ->
                        set.spans().stream().map(TraceMatch.MatchedSpan::span).toList())
                .toList();
    }

    /** Spans by their places in the trace, because a trace may have equal spans. */
    private static List<Set<Integer>> places(Trace trace, List<List<Span>> spanSets) {
        IdentityHashMap<Span, Integer> places = new IdentityHashMap<>();
        trace.spans().forEach(span -> places.put(span, places.size()));
        return spanSets.stream()
                .map(set -> {
                    Set<Integer> of = new HashSet<>();
                    set.forEach(span -> of.add(places.get(span)));
                    return of;
                })
                .toList();
    }
}
