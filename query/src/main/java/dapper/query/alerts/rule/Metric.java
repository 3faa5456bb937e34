// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.query.calls.Outcomes;
import dapper.storage.calls.Durations;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that is computed from the calls of a window: calls a second, the share of failed calls from 0 to 1, a duration in
 * nanoseconds, or an Apdex from 0 to 1.
 *
 * @param parameter of a quantile the share of the calls that do not exceed it, 0 to 1; of an Apdex its T in nanoseconds: calls up to
 *     it satisfy, and calls up to four times as long count half; 0 for the others
 */
public record Metric(Kind kind, double parameter) {
    static final String USUAL_APDEX = "500ms";
    private static final int TOLERATED = 4;

    private static final Pattern QUANTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,4})?)");

    /** The nature of the number. */
    public enum Kind {
        RATE,
        ERROR_RATIO,
        QUANTILE,
        APDEX
    }

    /** @throws IllegalArgumentException with a message that describes valid values */
    static Metric ofText(String text) {
        if (text.equals("rate")) {
            return new Metric(Kind.RATE, 0);
        }
        if (text.equals("error-ratio")) {
            return new Metric(Kind.ERROR_RATIO, 0);
        }
        if (text.equals("apdex")) {
            return apdex(Amounts.parseDuration(USUAL_APDEX));
        }
        Matcher quantile = QUANTILE.matcher(text);
        if (!quantile.matches() || Double.parseDouble(quantile.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "must be rate, error-ratio, apdex, no-data or a quantile such as p50, p95 or p99.9");
        }
        return new Metric(Kind.QUANTILE, Double.parseDouble(quantile.group(1)) / 100);
    }

    static Metric apdex(double nanos) {
        return new Metric(Kind.APDEX, nanos);
    }

    /** Returns NaN if the calls have no such number, because there are none. */
    double of(Outcomes outcomes, double seconds) {
        long calls = outcomes.calls();
        return switch (kind) {
            case RATE -> calls / seconds;
            case ERROR_RATIO -> calls == 0 ? Double.NaN : outcomes.errors() / (double) calls;
            case QUANTILE -> outcomes.durations().quantileNanos(parameter);
            case APDEX -> calls == 0 ? Double.NaN : apdex(outcomes.succeeded().durations()) / calls;
        };
    }

    /** Calls that failed do not satisfy, whatever their duration. */
    private double apdex(Durations succeeded) {
        double seconds = parameter / 1e9;
        return (succeeded.countUpTo(seconds) + succeeded.countUpTo(TOLERATED * seconds)) / 2;
    }

    /** Returns a value as people read it. */
    String format(double value) {
        return switch (kind) {
            case RATE -> Amounts.number(value) + "/s";
            case ERROR_RATIO -> Amounts.percent(value);
            case QUANTILE -> Amounts.latency(value);
            case APDEX -> Amounts.number(value);
        };
    }

    /** Returns a threshold as people read it, with all of its digits. */
    String formatLimit(double value) {
        return kind == Kind.QUANTILE ? Amounts.exactLatency(value) : format(value);
    }

    /** Reads a threshold. */
    double parse(String text) {
        return switch (kind) {
            case RATE -> Amounts.parseRate(text);
            case ERROR_RATIO -> Amounts.parseRatio(text);
            case QUANTILE -> Amounts.parseDuration(text);
            case APDEX -> Amounts.parseScore(text);
        };
    }

    /** Returns it as people read it. */
    String text() {
        return switch (kind) {
            case RATE -> "rate";
            case ERROR_RATIO -> "error-ratio";
            case QUANTILE -> "p" + Amounts.exact(parameter * 100);
            case APDEX -> "apdex of " + Amounts.exactLatency(parameter);
        };
    }
}
