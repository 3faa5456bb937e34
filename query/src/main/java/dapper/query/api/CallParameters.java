// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.query.calls.CallFilter;
import dapper.query.calls.TimeWindows;
import dapper.query.traceql.metrics.Steps;
import dapper.server.settings.DurationText;
import dapper.storage.calls.CallKind;
import dapper.storage.calls.CallQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** The parameters of requests for counted calls. */
final class CallParameters {
    static final Set<String> NAMES = Set.of("start", "end", "lookback", "step", "kind", "operation", "peer", "apdex");

    static final Set<String> WITHOUT_STEPS = Set.of("start", "end", "lookback", "kind", "operation", "peer");

    private static final int MOST_POINTS = 2_000;
    private static final long SECOND = 1_000_000_000L;
    /** Agents count in intervals of this length. */
    private static final long SHORTEST_STEP = 10 * SECOND;
    /** A step of whole ones is read from windows that are summed up already. */
    private static final long[] USUAL_STEPS = {3_600 * SECOND, 600 * SECOND, 60 * SECOND};

    private static final Duration USUAL_APDEX = Duration.ofMillis(500);

    private final Clock clock;
    private final Duration defaultLookback;

    CallParameters(Clock clock, Duration defaultLookback) {
        this.clock = clock;
        this.defaultLookback = defaultLookback;
    }

    Steps steps(TimeRange range, Parameters given) {
        Long step = given.parsed("step", CallParameters::step);
        try {
            Steps steps = Steps.of(range.start(), range.end(), step == null ? usualStep(range) : step);
            if (steps.count() <= MOST_POINTS) {
                return steps;
            }
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter("step", "step " + e.getMessage() + ".");
        }
        throw ProblemException.badParameter(
                "step", "The step makes more than " + MOST_POINTS + " points: take a longer one.");
    }

    /**
     * Returns what the points of the steps are made of. A single point may begin and end anywhere, so it needs windows that are
     * shorter than itself.
     */
    static CallQuery query(String service, Steps steps) {
        long from = steps.fromUnixNanos();
        long until = steps.untilUnixNanos();
        long window = steps.count() == 1 ? TimeWindows.nanos(from, until) : steps.stepNanos();
        return new CallQuery(service, from, until, Math.min(window, steps.stepNanos()));
    }

    TimeRange range(Parameters given) {
        return TimeRange.of(given, clock, defaultLookback);
    }

    private static long step(String text) {
        long nanos = DurationText.nanos(text);
        if (nanos < SHORTEST_STEP || nanos % SHORTEST_STEP != 0) {
            throw new IllegalArgumentException("must be a multiple of 10s");
        }
        return nanos;
    }

    private static long usualStep(TimeRange range) {
        long step = Steps.defaultNanos(range.start(), range.end());
        for (long unit : USUAL_STEPS) {
            if (step >= unit) {
                return (step + unit - 1) / unit * unit;
            }
        }
        return USUAL_STEPS[USUAL_STEPS.length - 1];
    }

    /** Returns what the calls of an answer have in common: without parameters, that they are the service's own work. */
    CallFilter filter(Parameters given) {
        CallKind kind = given.parsed("kind", CallKind::ofText);
        String peer = given.text("peer");
        Set<CallKind> kinds =
                kind != null ? EnumSet.of(kind) : peer == null ? CallFilter.ownWork() : EnumSet.allOf(CallKind.class);
        return new CallFilter(kinds, given.text("operation"), peer);
    }

    /** Returns T of the Apdex in nanoseconds. */
    long apdexNanos(Parameters given) {
        Long apdex = given.parsed("apdex", DurationText::nanos);
        return apdex == null ? USUAL_APDEX.toNanos() : apdex;
    }
}
