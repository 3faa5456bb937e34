// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.query.alerts.anomaly.HourlySeries;
import dapper.query.calls.Outcomes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The condition of a rule: a pure function of the calls of its windows. */
public sealed interface Condition
        permits Condition.Threshold, Condition.Change, Condition.NoCalls, Condition.BurnRate, Unusual {
    /** Returns the windows that it looks at, the one that people should see first. */
    List<Window> windows();

    /** Returns how many whole hours before its windows it looks at too. */
    default int historyHours() {
        return 0;
    }

    /** Returns the values of the hours that it looks at, before an hour since 1970. */
    default HourlySeries past(SeenCalls calls, long end) {
        return HourlySeries.EMPTY;
    }

    Observation observe(SeenCalls calls);

    /** Returns it as people read it, such as {@code p99 in 5m above 500ms}. */
    String text();

    /** Returns a value of an observation as people read it. */
    String format(double value);

    /** Returns the limit as people read it; empty if there is none. */
    default String limitText() {
        Limit limit = limit();
        return limit == null ? "" : format(limit.value());
    }

    /** Returns texts that people should read beside the value of an observation, by the name of their annotation. */
    default Map<String, String> explain(Observation seen) {
        return Map.of();
    }

    /** Returns the limit that a value must pass for the condition to hold; null if that differs from one evaluation to the next. */
    @Nullable
    Limit limit();

    /** Returns the time between two evaluations that can differ. */
    default long stepNanos() {
        return windows().stream().mapToLong(Window::stepNanos).min().orElseThrow();
    }

    /**
     * A value above or below a threshold.
     *
     * @param minimumCalls fewer calls have no value; 0 for a rate
     */
    record Threshold(Metric metric, Limit limit, Window window, long minimumCalls) implements Condition {
        @Override
        public List<Window> windows() {
            return List.of(window);
        }

        @Override
        public Observation observe(SeenCalls calls) {
            Outcomes outcomes = calls.window(0);
            if (outcomes.calls() < minimumCalls) {
                return Observation.missing(outcomes.calls());
            }
            double value = metric.of(outcomes, window.seconds());
            return Observation.of(limit.isMetBy(value), value, outcomes.calls());
        }

        @Override
        public String text() {
            return metric.text() + " in " + window.text() + " " + limit.side() + limitText();
        }

        @Override
        public String limitText() {
            return metric.formatLimit(limit.value());
        }

        @Override
        public String format(double value) {
            return metric.format(value);
        }
    }

    /**
     * A relative change against the same window of an earlier day: 0.5 if the value is half as much again.
     *
     * @param earlier the window of that day
     * @param minimumCalls in each of the windows
     */
    record Change(Metric metric, Limit limit, Window window, Window earlier, long minimumCalls) implements Condition {
        @Override
        public List<Window> windows() {
            return List.of(window, earlier);
        }

        @Override
        public Observation observe(SeenCalls calls) {
            Outcomes now = calls.window(0);
            Outcomes then = calls.window(1);
            // The rate may have fallen to nothing; the others need calls on both sides.
            long least = metric.kind() == Metric.Kind.RATE ? 0 : minimumCalls;
            double before = metric.of(then, window.seconds());
            if (now.calls() < least || then.calls() < minimumCalls || !(before > 0)) {
                return Observation.missing(now.calls());
            }
            double change = metric.of(now, window.seconds()) / before - 1;
            return Observation.change(limit.isMetBy(change), change, now.calls(), before);
        }

        @Override
        public String text() {
            return "change of " + metric.text() + " in " + window.text() + " within "
                    + Amounts.duration(earlier.before()) + " " + limit.side() + format(limit.value());
        }

        @Override
        public String format(double value) {
            return (value > 0 ? "+" : "") + Amounts.percent(value);
        }
    }

    /** No calls at all. */
    record NoCalls(Window window) implements Condition {
        @Override
        public Limit limit() {
            return new Limit(false, 1);
        }

        @Override
        public List<Window> windows() {
            return List.of(window);
        }

        @Override
        public Observation observe(SeenCalls calls) {
            long found = calls.window(0).calls();
            return Observation.of(found == 0, (double) found, found);
        }

        @Override
        public String text() {
            return "no calls in " + window.text();
        }

        @Override
        public String format(double value) {
            return Amounts.number(value) + " calls";
        }
    }

    /**
     * An error budget that is spent too fast: bad calls, as a share of those that the objective allows, in a long window and,
     * so that it ends soon after its cause, in a short one.
     *
     * @param objective the share of good calls that is promised, above 0 and below 1
     * @param latencyNanos longer calls are bad too; null if only failed ones are
     * @param factor the burn rate that is too high; 1 spends exactly the budget
     * @param minimumCalls in the long window
     */
    record BurnRate(
            double objective,
            @Nullable Long latencyNanos,
            Window longWindow,
            Window shortWindow,
            double factor,
            long minimumCalls)
            implements Condition {
        @Override
        public Limit limit() {
            return new Limit(true, factor);
        }

        @Override
        public List<Window> windows() {
            return List.of(longWindow, shortWindow);
        }

        @Override
        public Observation observe(SeenCalls calls) {
            Outcomes longer = calls.window(0);
            Outcomes shorter = calls.window(1);
            if (longer.calls() < Math.max(1, minimumCalls) || shorter.calls() == 0) {
                return Observation.missing(longer.calls());
            }
            double burn = Math.min(burn(longer), burn(shorter));
            return Observation.of(burn > factor, burn, longer.calls());
        }

        private double burn(Outcomes outcomes) {
            double good = latencyNanos == null
                    ? outcomes.succeeded().durations().count()
                    : outcomes.succeeded().durations().countUpTo(latencyNanos / 1e9);
            return (outcomes.calls() - good) / outcomes.calls() / (1 - objective);
        }

        @Override
        public String text() {
            return "burn rate of " + Amounts.exact(objective * 100) + "%"
                    + (latencyNanos == null ? "" : " within " + Amounts.exactLatency(latencyNanos)) + " in "
                    + longWindow.text() + " and " + shortWindow.text() + " above " + Amounts.number(factor);
        }

        @Override
        public String format(double value) {
            return Amounts.number(value) + " times the budget";
        }
    }
}
