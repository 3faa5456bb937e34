// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.query.alerts.anomaly.Detector;
import dapper.query.alerts.anomaly.Finding;
import dapper.query.alerts.anomaly.HourlySeries;
import dapper.query.alerts.anomaly.Measured;
import dapper.query.alerts.anomaly.Usual;
import dapper.query.calls.Outcomes;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A value of the last hour that is not as usual, or a level of the last hours that is not.
 *
 * @param minimumCalls fewer calls in an hour have no value; 0 for a rate
 */
public record Unusual(Metric metric, Sensitivity sensitivity, Detector detector, long minimumCalls)
        implements Condition {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final int HISTORY_HOURS = 90 * 24;

    /** The number of standard deviations that count as chance. */
    public enum Sensitivity {
        LOW(7),
        MEDIUM(5),
        HIGH(3.5);

        private final double deviations;

        Sensitivity(double deviations) {
            this.deviations = deviations;
        }

        double deviations() {
            return deviations;
        }

        static Sensitivity ofText(String text) {
            for (Sensitivity each : values()) {
                if (each.text().equals(text)) {
                    return each;
                }
            }
            throw new IllegalArgumentException("must be low, medium or high");
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public List<Window> windows() {
        return List.of(Window.comparable(HOUR));
    }

    @Override
    public int historyHours() {
        return HISTORY_HOURS;
    }

    @Override
    public Observation observe(SeenCalls calls) {
        Outcomes last = calls.window(0);
        Measured value = measured(last, 1);
        if (Double.isNaN(value.value())) {
            return Observation.missing(last.calls());
        }
        long end = Math.floorDiv(calls.end(), HOUR);
        Finding finding =
                detector.look(past(calls, end), value, (double) calls.end() / HOUR, recent(calls.hours(), end));
        return finding == null
                ? Observation.missing(last.calls())
                : new Observation(
                        finding.isUnusual() ? Observation.Verdict.MET : Observation.Verdict.NOT_MET,
                        value.value(),
                        last.calls(),
                        Double.NaN,
                        finding);
    }

    @Override
    public HourlySeries past(SeenCalls calls, long end) {
        HourlySeries known = calls.past();
        long first = known.isEmpty()
                ? calls.hours().keySet().stream()
                        .mapToLong(Long::longValue)
                        .filter(hour -> hour < end)
                        .min()
                        .orElse(end)
                : known.first();
        return HourlySeries.of(
                Math.min(end, Math.max(first, end - HISTORY_HOURS)),
                end,
                hour -> hour < known.end()
                        ? known.at(hour)
                        : measured(calls.hours().getOrDefault(hour, new Outcomes()), 1)
                                .value());
    }

    private @Nullable Measured recent(Map<Long, Outcomes> hours, long end) {
        Outcomes sum = new Outcomes();
        for (long hour = end - Detector.SHIFT_HOURS; hour < end; hour++) {
            sum.add(hours.getOrDefault(hour, new Outcomes()));
        }
        Measured measured = measured(sum, Detector.SHIFT_HOURS);
        return Double.isNaN(measured.value()) ? null : measured;
    }

    Measured measured(Outcomes outcomes, int hours) {
        double seconds = TimeUnit.HOURS.toSeconds(hours);
        double value = outcomes.calls() < minimumCalls ? Double.NaN : metric.of(outcomes, seconds);
        return new Measured(value, new CallsError(metric, outcomes, seconds));
    }

    @Override
    public String text() {
        String side = switch (detector.side()) {
            case ABOVE -> "unusually high ";
            case BELOW -> "unusually low ";
            case BOTH -> "unusual ";
        };
        return side + metric.text() + " in 1h (" + sensitivity.text() + " sensitivity, change of "
                + Amounts.percent(detector.leastChange()) + " or more)";
    }

    @Override
    public String format(double value) {
        return metric.format(value);
    }

    /** With the usual values, and whether the hour is unusual or a shift of some hours. */
    @Override
    public Map<String, String> explain(Observation seen) {
        Finding finding = seen.finding();
        if (finding == null) {
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>();
        texts.put("expected", format(finding.usual().expected()));
        texts.put(
                "usual",
                range(finding.usual()) + " for this " + finding.usual().season().text());
        if (finding.kind() == Finding.Kind.SHIFTED) {
            texts.put("shift", "the last " + Detector.SHIFT_HOURS + " hours are on another level");
        }
        return texts;
    }

    /** Returns the usual values as people read them. */
    public String range(Usual usual) {
        double low = Math.max(0, usual.low());
        return Double.isInfinite(usual.high()) ? format(low) + " or more" : format(low) + " to " + format(usual.high());
    }

    /** Returns the side of the usual values on which an observation is, and their end there; null if there are none. */
    public @Nullable Limit limitOf(Observation seen) {
        Finding finding = seen.finding();
        if (finding == null) {
            return null;
        }
        Usual usual = finding.usual();
        boolean above = seen.value() >= usual.expected();
        double end = above ? usual.high() : usual.low();
        // A shift may be within.
        double limit = above ? Math.min(end, seen.value()) : Math.max(end, seen.value());
        return new Limit(above, limit);
    }

    @Override
    public @Nullable Limit limit() {
        return null;
    }
}
