// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.server.settings.DurationText;
import dapper.storage.TraceQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the parameters of a search into a {@link TraceQuery}. */
final class SearchParameters {
    static final Set<String> NAMES = Set.of(
            "service",
            "operation",
            "tag",
            "minDuration",
            "maxDuration",
            "error",
            "start",
            "end",
            "lookback",
            "limit",
            "cursor",
            TraceQlSearch.PARAMETER);

    /** Conditions on one span, which a query in TraceQL states itself. */
    private static final List<String> FILTERS =
            List.of("service", "operation", "tag", "minDuration", "maxDuration", "error");

    private final Clock clock;
    private final Duration defaultLookback;
    private final int defaultLimit;

    SearchParameters(Clock clock, Duration defaultLookback, int defaultLimit) {
        this.clock = clock;
        this.defaultLookback = defaultLookback;
        this.defaultLimit = defaultLimit;
    }

    TraceQuery read(Parameters given) {
        if (given.text(TraceQlSearch.PARAMETER) != null) {
            for (String filter : FILTERS) {
                if (!given.all(filter).isEmpty()) {
                    throw ProblemException.badParameter(
                            filter, filter + " cannot stand beside q: write the condition into the query.");
                }
            }
        }
        String service = given.text("service");
        String operation = given.text("operation");
        if (operation != null && service == null) {
            throw ProblemException.badParameter(
                    "operation", "An operation belongs to a service: give the parameter service too.");
        }
        long minDuration = or(given.parsed("minDuration", DurationText::nanos), 0L);
        long maxDuration = or(given.parsed("maxDuration", DurationText::nanos), Long.MAX_VALUE);
        if (minDuration > maxDuration) {
            throw ProblemException.badParameter("minDuration", "minDuration must not be longer than maxDuration.");
        }
        long end = or(given.parsed("end", TimeText::unixNanos), now());
        long start = start(given, end);
        return TraceQuery.between(start, end)
                .service(service)
                .operation(operation)
                .tags(tags(given))
                .durations(minDuration, maxDuration)
                .error(given.parsed("error", SearchParameters::flag))
                .limit(or(given.parsed("limit", SearchParameters::limit), defaultLimit))
                .build()
                .withCursor(given.text("cursor"));
    }

    private long start(Parameters given, long end) {
        Long start = given.parsed("start", TimeText::unixNanos);
        Long lookback = given.parsed("lookback", DurationText::nanos);
        if (start == null) {
            return Math.max(0, end - Math.max(1, or(lookback, defaultLookback.toNanos())));
        }
        if (lookback != null) {
            throw ProblemException.badParameter(
                    "lookback", "lookback counts back from end, so it cannot stand beside start: give one of them.");
        }
        if (start >= end) {
            throw ProblemException.badParameter("start", "start must be before end.");
        }
        return start;
    }

    private long now() {
        Instant now = clock.instant();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }

    private static Map<String, String> tags(Parameters given) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : given.all("tag")) {
            Map.Entry<String, String> read = tag(tag);
            String before = tags.put(read.getKey(), read.getValue());
            if (before != null && !before.equals(read.getValue())) {
                throw ProblemException.badParameter(
                        "tag", "The tag " + read.getKey() + " is asked to have two values, which no span has.");
            }
        }
        return tags;
    }

    private static Map.Entry<String, String> tag(String text) {
        try {
            return TagText.parse(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter("tag", "tag " + e.getMessage() + ", not \"" + text + "\".");
        }
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static int limit(String text) {
        String expected = "must be a whole number from 1 to " + TraceQuery.MAX_LIMIT;
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= TraceQuery.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected, e);
        }
        throw new IllegalArgumentException(expected);
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
