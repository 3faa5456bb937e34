// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.server.settings.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the SLO of a rule. The usual burn rates are those of Google's SRE Workbook, chapter 5, for an objective over 30 days: an
 * hour spends 2 percent of the budget, six hours 5 percent, three days 10 percent.
 */
final class SloReader {
    private static final int MOST_RATES = 10;
    private static final double HIGHEST_FACTOR = 14.4;

    private final @Nullable Long latency;
    private final double objective;
    private final long minimumCalls;

    private SloReader(double objective, @Nullable Long latency, long minimumCalls) {
        this.objective = objective;
        this.latency = latency;
        this.minimumCalls = minimumCalls;
    }

    /** @param severity of all burn rates that name none; empty for the usual ones */
    static List<RuleReader.Part> read(YamlMap map, String severity, long minimumCalls) throws RuleFileException {
        double objective = map.parsed("objective", SloReader::objective);
        Long latency = map.has("latency") ? map.parsed("latency", DurationText::nanos) : null;
        SloReader reader = new SloReader(objective, latency, minimumCalls);
        List<YamlMap> rates = map.maps("burn-rates", "a burn rate");
        List<RuleReader.Part> parts = new ArrayList<>();
        if (rates == null) {
            if (HIGHEST_FACTOR * (1 - objective) >= 1) {
                throw map.problem(
                        "objective",
                        "must be above " + Amounts.percent(1 - 1 / HIGHEST_FACTOR)
                                + " with the usual burn rates, or give burn-rates");
            }
            parts.add(reader.part(hours(1), minutes(5), HIGHEST_FACTOR, severity.isEmpty() ? "page" : severity));
            parts.add(reader.part(hours(6), minutes(30), 6, severity.isEmpty() ? "page" : severity));
            parts.add(reader.part(hours(72), hours(6), 1, severity.isEmpty() ? "ticket" : severity));
        } else {
            for (YamlMap rate : rates) {
                parts.add(reader.part(rate, severity));
            }
            check(map, parts);
        }
        map.end();
        return parts;
    }

    private static void check(YamlMap map, List<RuleReader.Part> parts) throws RuleFileException {
        if (parts.isEmpty() || parts.size() > MOST_RATES) {
            throw map.problem("burn-rates", "must be 1 to " + MOST_RATES);
        }
        if (parts.stream().map(RuleReader.Part::suffix).distinct().count() < parts.size()) {
            throw map.problem("burn-rates", "must have different long windows");
        }
    }

    private static Window hours(long hours) {
        return Window.of(TimeUnit.HOURS.toNanos(hours));
    }

    private static Window minutes(long minutes) {
        return Window.of(TimeUnit.MINUTES.toNanos(minutes));
    }

    private RuleReader.Part part(YamlMap map, String severity) throws RuleFileException {
        Window longWindow = map.parsed("long", text -> Window.of(DurationText.nanos(text)));
        Window shortWindow = map.parsed("short", text -> Window.of(DurationText.nanos(text)));
        if (shortWindow.nanos() >= longWindow.nanos()) {
            throw map.problem("short", "must be shorter than long");
        }
        double factor = map.parsed("factor", SloReader::factor);
        if (factor * (1 - objective) >= 1) {
            throw map.problem(
                    "factor", "must be below " + Amounts.number(1 / (1 - objective)) + ", when every call is bad");
        }
        String own = map.text("severity", severity.isEmpty() ? "page" : severity);
        map.end();
        return part(longWindow, shortWindow, factor, own);
    }

    private RuleReader.Part part(Window longWindow, Window shortWindow, double factor, String severity) {
        return new RuleReader.Part(
                "/" + longWindow.text(),
                new Condition.BurnRate(objective, latency, longWindow, shortWindow, factor, minimumCalls),
                severity,
                Map.of("slo_window", longWindow.text()));
    }

    private static double objective(String text) {
        double ratio = Amounts.parseRatio(text);
        if (ratio < 0.5 || ratio > 0.999999) {
            throw new IllegalArgumentException("must be 50% to 99.9999%");
        }
        return ratio;
    }

    private static double factor(String text) {
        try {
            double factor = Double.parseDouble(text);
            if (factor > 0 && factor <= 1_000_000) {
                return factor;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number above 0 such as 14.4", e);
        }
        throw new IllegalArgumentException("must be a number above 0 such as 14.4");
    }
}
