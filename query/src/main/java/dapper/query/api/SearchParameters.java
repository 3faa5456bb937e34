// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.TraceQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the time range of a search, and the page, as a {@link TraceQuery} without conditions. */
final class SearchParameters {
    static final Set<String> NAMES = Stream.<Collection<String>>of(
                    TimeRange.NAMES,
                    FilterQuery.FILTERS,
                    List.of("limit", "cursor", TraceQlSearch.PARAMETER, TraceOrder.PARAMETER))
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final Clock clock;
    private final Duration defaultLookback;
    private final int defaultLimit;

    SearchParameters(Clock clock, Duration defaultLookback, int defaultLimit) {
        this.clock = clock;
        this.defaultLookback = defaultLookback;
        this.defaultLimit = defaultLimit;
    }

    /** Reads the time range and the page. */
    TraceQuery read(Parameters given) {
        return range(given).withLimit(limit(given, defaultLimit)).withCursor(given.text("cursor"));
    }

    /** Reads the order of the answer. */
    static TraceOrder order(Parameters given) {
        return or(given.parsed(TraceOrder.PARAMETER, TraceOrder::of), TraceOrder.NEWEST_FIRST);
    }

    int limit(Parameters given, int otherwise) {
        return or(given.parsed("limit", SearchParameters::limit), otherwise);
    }

    /** Reads the time range. */
    TraceQuery range(Parameters given) {
        TimeRange range = TimeRange.of(given, clock, defaultLookback);
        return TraceQuery.between(range.start(), range.end());
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
