// SPDX-License-Identifier: Apache-2.0
package dapper.query.alerts.rule;

import dapper.server.settings.DurationText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers and durations as people write and read them.
 *
 * <p>Every method that parses throws IllegalArgumentException with a message that describes valid values.
 */
final class Amounts {
    private static final Pattern PERCENT = Pattern.compile("([+-]?\\d{1,6}(?:\\.\\d{1,9})?)\\s*(%?)");
    private static final Pattern RATE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(?:/\\s*([smh]))?");
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);
    private static final MathContext EIGHT_DIGITS = new MathContext(8, RoundingMode.HALF_UP);
    private static final String[] UNITS = {"ns", "us", "ms", "s", "m", "h", "d"};
    private static final int SECONDS_OF_A_MINUTE = 60;
    /** 0.9996 ms has three digits as 1 ms only. */
    private static final double ROUNDS_UP = 1 / 0.9995;

    private static final String[] LATENCY_UNITS = {"ns", "\u00b5s", "ms", "s"};
    private static final double[] LATENCIES = {1, 1e3, 1e6, 1e9};
    private static final long[] NANOS = {
        1, 1_000, 1_000_000, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L, 86_400_000_000_000L
    };

    private Amounts() {}

    static double parseRatio(String text) {
        double ratio = parsePercent(text, "must be a share of the calls such as 5% or 0.05");
        if (ratio < 0 || ratio > 1) {
            throw new IllegalArgumentException("must be a share of the calls from 0% to 100%");
        }
        return ratio;
    }

    static double parseScore(String text) {
        double score = parsePercent(text, "must be a number from 0 to 1");
        if (score < 0 || score > 1) {
            throw new IllegalArgumentException("must be a number from 0 to 1");
        }
        return score;
    }

    static double parseChange(String text) {
        return parsePercent(text, "must be a relative change such as 50% or -30%");
    }

    static double parseLeastChange(String text) {
        double share = parsePercent(text, "must be a share of the usual value such as 20%");
        if (share < 0 || share > 100) {
            throw new IllegalArgumentException("must be a share of the usual value from 0% to 10000%");
        }
        return share;
    }

    private static double parsePercent(String text, String expected) {
        Matcher matcher = PERCENT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(expected);
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        return (matcher.group(2).isEmpty() ? number : number.movePointLeft(2)).doubleValue();
    }

    static double parseRate(String text) {
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a number of calls a second such as 10 or 10/s, or 600/m");
        }
        String unit = matcher.group(2);
        double seconds = unit == null || unit.equals("s") ? 1 : unit.equals("m") ? 60 : 3_600;
        return Double.parseDouble(matcher.group(1)) / seconds;
    }

    static double parseDuration(String text) {
        return DurationText.nanos(text);
    }

    /** Returns a number of the file as it stands there. */
    static String exact(double value) {
        return new BigDecimal(value).round(EIGHT_DIGITS).stripTrailingZeros().toPlainString();
    }

    static String number(double value) {
        return new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
    }

    static String percent(double ratio) {
        return number(ratio * 100) + "%";
    }

    /** Returns a duration as the viewer shows it: three digits, or two units from a minute on. */
    static String latency(double value) {
        long nanos = Math.round(value);
        if (nanos == 0) {
            return "0";
        }
        long seconds = Math.round(nanos / 1e9);
        if (seconds >= SECONDS_OF_A_MINUTE) {
            return longLatency(seconds);
        }
        int unit = unitOf(nanos * ROUNDS_UP);
        return threeDigits(nanos / LATENCIES[unit]) + ' ' + LATENCY_UNITS[unit];
    }

    /** Returns a latency of the file with all of its digits. */
    static String exactLatency(double nanos) {
        int unit = unitOf(nanos);
        return exact(nanos / LATENCIES[unit]) + ' ' + LATENCY_UNITS[unit];
    }

    private static int unitOf(double nanos) {
        int unit = LATENCIES.length - 1;
        while (unit > 0 && nanos < LATENCIES[unit]) {
            unit--;
        }
        return unit;
    }

    private static String threeDigits(double number) {
        int decimals = number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2;
        return new BigDecimal(number)
                .setScale(decimals, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String longLatency(long seconds) {
        long[] amounts = {seconds / 86_400, seconds % 86_400 / 3_600, seconds % 3_600 / 60, seconds % 60};
        String[] units = {"d", "h", "min", "s"};
        int first = 0;
        while (amounts[first] == 0) {
            first++;
        }
        String text = amounts[first] + " " + units[first];
        return first + 1 < amounts.length && amounts[first + 1] > 0
                ? text + ' ' + amounts[first + 1] + ' ' + units[first + 1]
                : text;
    }

    /** Returns a duration as the file has it: the greatest unit of which there is at least one, such as {@code 1.5s}. */
    static String duration(long nanos) {
        int unit = 0;
        while (unit + 1 < UNITS.length && Math.abs(nanos) >= NANOS[unit + 1]) {
            unit++;
        }
        return nanos == 0 ? "0s" : number(nanos / (double) NANOS[unit]) + UNITS[unit];
    }
}
