// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.query.traceql.eval.NaiveSearch.Found;
import dapper.query.traceql.syntax.Pipeline;
import dapper.query.traceql.syntax.Query;
import dapper.storage.SearchPage;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares random searches of stored traces with {@link NaiveSearch}: traces, their order, and pages. */
final class StoredSearches {
    static final int MOST_IN_RANGE = 300;
    private static final int MOST_ON_A_PAGE = 60;
    private static final TraceQuery ALWAYS = TraceQuery.between(0, Long.MAX_VALUE);

    /** Searches before it are left out, to repeat a late one. */
    static final int FIRST = Integer.getInteger("dapper.traceql.first", 0);

    private final TraceReader reader;
    private final StoredTraces stored;
    private final Random random;
    private final RandomSearches searches;
    private int done;
    private int found;
    private int pages;

    StoredSearches(TraceReader reader, StoredTraces stored, Random random) {
        this.reader = reader;
        this.stored = stored;
        this.random = random;
        this.searches = new RandomSearches(random);
    }

    int found() {
        return found;
    }

    int pages() {
        return pages;
    }

    /**
     * Runs some searches.
     *
     * @param traces as they are stored; others may be stored too, and are ignored
     */
    void compare(int count, List<Trace> traces) {
        Set<TraceId> known = traces.stream().map(Trace::id).collect(Collectors.toSet());
        for (int i = 0; i < count; ) {
            Pipeline pipeline = searches.next();
            Query query = new Query(pipeline, List.of());
            CompiledQuery compiled;
            try {
                compiled = CompiledQuery.of(query);
            } catch (UnsupportedQueryException e) {
                continue;
            }
            StoredTraces.Range range = stored.range(1 + random.nextInt(MOST_IN_RANGE));
            if (done < FIRST) {
                random.nextInt(MOST_ON_A_PAGE);
                done++;
                i++;
                continue;
            }
            Set<List<Found>> expected = new NaiveSearch(pipeline, range.start(), range.end()).answers(traces);
            TraceQuery asked =
                    TraceQuery.between(range.start(), range.end()).withLimit(1 + random.nextInt(MOST_ON_A_PAGE));
            List<Found> answer = new ArrayList<>(answer(compiled, asked));
            answer.removeIf(trace -> !known.contains(trace.id()));
            assertThat(expected)
                    .as(
                            "search %d: %s in %s, by %s",
                            done, query, range, compiled.candidates(ALWAYS).predicate())
                    .contains(answer);
            found += answer.size();
            done++;
            i++;
        }
    }

    private List<Found> answer(CompiledQuery query, TraceQuery range) {
        List<Found> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            CollectedMatches matches = new CollectedMatches(query, range);
            SearchPage page = reader.search(query.candidates(range.withCursor(cursor)), matches);
            assertThat(page.incompleteReason()).isEmpty();
            assertThat(page.traces()).hasSizeLessThanOrEqualTo(range.limit());
            if (page.nextCursor() != null) {
                assertThat(page.traces()).hasSize(range.limit());
            }
            for (TraceSummary trace : page.traces()) {
                all.add(new Found(trace.traceId(), matches.spanSets(trace.traceId())));
            }
            cursor = page.nextCursor();
            pages++;
        } while (cursor != null);
        assertThat(all).extracting(Found::id).doesNotHaveDuplicates();
        return all;
    }
}
