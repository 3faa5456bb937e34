// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dapper.query.live.Follower;
import dapper.query.live.LiveTails;
import dapper.query.live.Look;
import dapper.storage.SearchPage;
import dapper.storage.TraceId;
import dapper.storage.TraceQuery;
import dapper.storage.TraceReader;
import dapper.storage.TraceSummary;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code GET /api/v1/traces/live}: follows a search. Each look is two searches, for the newest spans of the last two minutes, and for
 * late ones: they started before, at most eleven minutes ago, and arrived in the minute of the look. Both read the blocks of a few
 * minutes only, because storage keeps spans by the minute of their arrival unless they are more than ten minutes late.
 */
final class LiveApi {
    static final Set<String> NAMES = Stream.concat(FilterQuery.FILTERS.stream(), Stream.of(TraceQlSearch.PARAMETER))
            .collect(Collectors.toUnmodifiableSet());

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long LATEST = 11 * MINUTE;
    /** Between the arrival of a span and the look that finds it. */
    private static final long SLACK = TimeUnit.SECONDS.toNanos(15);
    /** Of each of the two searches. */
    private static final int MOST_OF_A_LOOK = 100;

    private final LiveTails tails;
    private final Clock clock;

    LiveApi(LiveTails tails, Clock clock) {
        this.tails = tails;
        this.clock = clock;
    }

    void follow(Exchange exchange) {
        Parameters given = exchange.parameters();
        String search = TraceQlSearch.of(given, newest(now())).identity();
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

    private long now() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** Together with {@link #late}, the starts of all spans that arrive now. */
    private static TraceQuery newest(long now) {
        return TraceQuery.between(Math.max(0, now - 2 * MINUTE - SLACK), now).withLimit(MOST_OF_A_LOOK);
    }

    /**
     * The spans that arrived more than a minute after their start, and no others: what has arrived since a whole minute, and
     * started more than a minute before that.
     */
    private static TraceQuery late(long now) {
        long arrived = (now - SLACK) / MINUTE * MINUTE;
        return TraceQuery.between(Math.max(0, now - LATEST), arrived - MINUTE)
                .arrivedSince(arrived)
                .withLimit(MOST_OF_A_LOOK);
    }

    private Look look(TraceReader reader, Parameters given) {
        long now = now();
        Map<TraceId, Look.Found> found = new LinkedHashMap<>();
        boolean more = false;
        for (TraceQuery range : List.of(newest(now), late(now))) {
            TraceQlSearch search = TraceQlSearch.of(given, range);
            SearchPage page = reader.search(search.candidates(), search);
            for (TraceSummary summary : page.traces()) {
                found.putIfAbsent(
                        summary.traceId(),
                        new Look.Found(
                                summary.traceId(),
                                summary.spanCount(),
                                json(SearchView.SummaryView.of(summary, search.spanSets(summary.traceId())))));
            }
            more |= page.nextCursor() != null;
        }
        return new Look(List.copyOf(found.values()), more);
    }

    private static String json(Object view) {
        try {
            return Json.WRITER.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
