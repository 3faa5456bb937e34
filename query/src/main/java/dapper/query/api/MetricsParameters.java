// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.traceql.metrics.Hints;
import dapper.query.traceql.metrics.Steps;
import dapper.server.settings.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
        Long givenEnd = given.parsed("end", TimeText::unixNanos);
        long end = givenEnd == null ? now() : givenEnd;
        Long givenStart = given.parsed("start", TimeText::unixNanos);
        long start = givenStart == null ? Math.max(0, end - defaultLookback.toNanos()) : givenStart;
        if (start >= end) {
            throw ProblemException.badParameter("start", "start must be before end.");
        }
        Long step = given.parsed("step", DurationText::nanos);
        try {
            return Steps.of(start, end, step == null ? Steps.defaultNanos(start, end) : step);
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

    private long now() {
        Instant now = clock.instant();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }
}
