// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.query.calls.Outcomes;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that is computed from the calls of a window: calls a second, the share of failed calls from 0 to 1, or a duration in
 * nanoseconds.
 *
 * @param share of the calls that do not exceed the duration, 0 to 1; 0 for the others
 */
public record Metric(Kind kind, double share) {
    private static final Pattern QUANTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,4})?)");

    /** The nature of the number. */
    public enum Kind {
        RATE,
        ERROR_RATIO,
        QUANTILE
    }

    /** @throws IllegalArgumentException with a message that describes valid values */
    static Metric ofText(String text) {
        if (text.equals("rate")) {
            return new Metric(Kind.RATE, 0);
        }
        if (text.equals("error-ratio")) {
            return new Metric(Kind.ERROR_RATIO, 0);
        }
        Matcher quantile = QUANTILE.matcher(text);
        if (!quantile.matches() || Double.parseDouble(quantile.group(1)) == 0) {
            throw new IllegalArgumentException("must be rate, error-ratio, no-data or a quantile such as p50, p95 or p99.9");
        }
        return new Metric(Kind.QUANTILE, Double.parseDouble(quantile.group(1)) / 100);
    }

    /** Returns NaN if the calls have no such number, because there are none. */
    double of(Outcomes outcomes, double seconds) {
        long calls = outcomes.calls();
        return switch (kind) {
            case RATE -> calls / seconds;
            case ERROR_RATIO -> calls == 0 ? Double.NaN : outcomes.errors() / (double) calls;
            case QUANTILE -> outcomes.all().durations().quantileNanos(share);
        };
    }

    /** Returns a value as people read it. */
    String format(double value) {
        return switch (kind) {
            case RATE -> Amounts.number(value) + "/s";
            case ERROR_RATIO -> Amounts.percent(value);
            case QUANTILE -> Amounts.duration(value);
        };
    }

    /** Reads a threshold. */
    double parse(String text) {
        return switch (kind) {
            case RATE -> Amounts.parseRate(text);
            case ERROR_RATIO -> Amounts.parseRatio(text);
            case QUANTILE -> Amounts.parseDuration(text);
        };
    }

    /** Returns the name that the file has for it. */
    String text() {
        return kind == Kind.QUANTILE
                ? "p" + Amounts.exact(share * 100)
                : kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
