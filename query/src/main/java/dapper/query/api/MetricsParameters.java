// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.traceql.metrics.Hints;
import dapper.query.traceql.metrics.Steps;
import dapper.server.settings.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** The parameters of a metrics query. */
final class MetricsParameters {
    static final Set<String> NAMES = Set.of(TraceQlSearch.PARAMETER, "start", "end", "step", "exemplars");

    private final Clock clock;
    private final Duration defaultLookback;

    MetricsParameters(Clock clock, Duration defaultLookback) {
        this.clock = clock;
        this.defaultLookback = defaultLookback;
    }

    Steps steps(Parameters given) {
        TimeRange range = TimeRange.of(given, clock, defaultLookback);
        Long step = given.parsed("step", DurationText::nanos);
        try {
            return Steps.of(
                    range.start(), range.end(), step == null ? Steps.defaultNanos(range.start(), range.end()) : step);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter("step", "step " + e.getMessage() + ".");
        }
    }

    /** Returns the number of examples that the request asks for beside the query. */
    int exemplars(Parameters given) {
        Integer exemplars = given.parsed("exemplars", MetricsParameters::exemplars);
        return exemplars == null ? 0 : exemplars;
    }

    private static int exemplars(String text) {
        String expected = "must be a whole number from 0 to " + Hints.MOST_EXEMPLARS;
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= Hints.MOST_EXEMPLARS) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected, e);
        }
        throw new IllegalArgumentException(expected);
    }
}
