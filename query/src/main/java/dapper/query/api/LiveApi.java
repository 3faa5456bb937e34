// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dapper.query.live.Follower;
import dapper.query.live.LiveTails;
import dapper.query.live.Look;
import dapper.storage.SearchPage;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code GET /api/v1/traces/live}: follows a search. Each look is a search for the newest spans of the last minute, so a trace is found
 * if a span that matches became searchable within a minute of its start.
 */
final class LiveApi {
    static final Set<String> NAMES = Stream.concat(FilterQuery.FILTERS.stream(), Stream.of(TraceQlSearch.PARAMETER))
            .collect(Collectors.toUnmodifiableSet());

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_OF_A_LOOK = 100;

    private final LiveTails tails;
    private final Clock clock;

    LiveApi(LiveTails tails, Clock clock) {
        this.tails = tails;
        this.clock = clock;
    }

    void follow(Exchange exchange) {
        Parameters given = exchange.parameters();
        String search = TraceQlSearch.of(given, window()).identity();
        // Others may follow this search when the request has ended.
        TraceReader reader = exchange.reader();
        Follower follower = tails.follow(exchange.tenant(), search, () -> look(reader, given));
        if (follower == null) {
            throw ProblemException.overloaded("As many clients follow searches as the "
                    + tails.limits().followers()
                    + " of dapper.query.live.max-tails: close a live tail, or try again later.");
        }
        LiveStream stream = new LiveStream(exchange.context(), follower, search);
        exchange.afterwards(() -> {
            try {
                stream.send();
            } finally {
                tails.leave(follower);
            }
        });
    }

    private TraceQuery window() {
        Instant now = clock.instant();
        long end = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        return TraceQuery.between(Math.max(0, end - WINDOW.toNanos()), end).withLimit(MOST_OF_A_LOOK);
    }

    private Look look(TraceReader reader, Parameters given) {
        TraceQlSearch search = TraceQlSearch.of(given, window());
        SearchPage page = reader.search(search.candidates(), search);
        List<Look.Found> found = new ArrayList<>();
        for (TraceSummary summary : page.traces()) {
            found.add(new Look.Found(
                    summary.traceId(),
                    summary.spanCount(),
                    json(SearchView.SummaryView.of(summary, search.spanSets(summary.traceId())))));
        }
        return new Look(found, page.nextCursor() != null);
    }

    private static String json(Object view) {
        try {
            return Json.WRITER.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
