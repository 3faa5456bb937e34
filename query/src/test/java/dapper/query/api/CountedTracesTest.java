// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import static dapper.query.testing.TestSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.testing.InMemoryTraces;
import dapper.query.traceql.metrics.MetricsLimits;
import dapper.query.traceql.metrics.MetricsRun;
import dapper.query.traceql.metrics.Steps;
import dapper.query.traceql.parse.QueryParser;
import dapper.storage.NameList;
import dapper.storage.Operation;
import dapper.storage.Resource;
import dapper.storage.SearchPage;
import dapper.storage.SpanPages;
import dapper.storage.Trace;
import dapper.storage.TraceFilter;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountedTracesTest {
    /** Searches that propose the same trace on every page. */
    private static final class Pages implements TraceReader {
        private final int pages;
        private final List<@Nullable String> cursors = new ArrayList<>();

        Pages(int pages) {
            this.pages = pages;
        }

        @Override
        public SearchPage search(TraceQuery query, @Nullable TraceFilter filter) {
            cursors.add(query.cursor());
            TraceFilter counting = Objects.requireNonNull(filter);
            TraceId id = new TraceId(0, 1);
            counting.accept(
                    Trace.of(id, new ArrayList<>(List.of(span(id, 1, 0, 15, 15).build()))));
            int page = cursors.size();
            if (page == 1) {
                counting.tooLarge(new TraceId(0, 2), 5_000);
            }
            boolean isLast = page == pages;
            counting.decidedAfter(isLast ? Long.MIN_VALUE : 10);
            return new SearchPage(List.of(), isLast ? null : "after-" + page, isLast, isLast ? "" : "stopped", 7);
        }

        @Override
        public boolean spans(TraceId traceId, SpanPages taker) {
            throw new UnsupportedOperationException();
        }

        @Override
        public NameList<String> services() {
            throw new UnsupportedOperationException();
        }

        @Override
        public NameList<Resource> resources(String service) {
            throw new UnsupportedOperationException();
        }

        @Override
        public NameList<Operation> operations(String service) {
            throw new UnsupportedOperationException();
        }
    }

    private final MetricsRun run = MetricsRun.of(
            QueryParser.parse("{ } | count_over_time()"), Steps.of(0, 30, 10), new MetricsLimits(10, 100, 0));
    private final CountedTraces traces = new CountedTraces(run.candidates(), run.needed(), run::add, "");

    @Test
    void countsATraceOfSeveralPagesOnce() {
        Pages pages = new Pages(2);

        traces.read(pages);

        assertThat(pages.cursors).containsExactly(null, "after-1");
        assertThat(run.result().series().get(0).values()).containsExactly(0, 0, 1, 0);
        assertThat(traces.indexRowsRead()).isEqualTo(14);
        assertThat(traces.reasons())
                .containsExactly("trace 00000000000000000000000000000002 is too large for a search, 5000 spans of it"
                        + " were read");
    }

    @Test
    void statesWhatWasNotLookedAt() {
        Pages pages = new Pages(9);

        traces.read(pages);

        assertThat(pages.cursors).hasSize(3);
        assertThat(traces.reasons())
                .hasSize(2)
                .last()
                .isEqualTo(
                        "stopped after 21 index entries; choose a shorter time range, or add conditions to the query");
        assertThat(traces.areAllAfter(10)).isTrue();
        assertThat(traces.areAllAfter(9)).isFalse();
    }

    @Test
    void isCompleteWhenAllPagesWereRead() {
        traces.read(new InMemoryTraces());

        assertThat(traces.reasons()).isEmpty();
        assertThat(traces.areAllAfter(Long.MIN_VALUE)).isTrue();
    }
}
