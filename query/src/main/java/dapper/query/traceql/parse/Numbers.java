// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.parse;

import dapper.query.traceql.syntax.Literal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads integers, floats, and durations such as {@code 1h30m} or {@code 1.5s}. */
final class Numbers {

    /** In nanoseconds; a unit that starts with another one comes first. */
    private static final List<Map.Entry<String, Long>> UNITS = List.of(
            Map.entry("ns", 1L),
            Map.entry("us", 1_000L),
            Map.entry("\u00b5s", 1_000L),
            Map.entry("\u03bcs", 1_000L),
            Map.entry("ms", 1_000_000L),
            Map.entry("s", 1_000_000_000L),
            Map.entry("m", 60_000_000_000L),
            Map.entry("h", 3_600_000_000_000L),
            Map.entry("d", 86_400_000_000_000L),
            Map.entry("w", 604_800_000_000_000L),
            Map.entry("y", 31_536_000_000_000_000L));

    /** How the names of units begin that are none. */
    private static final List<Map.Entry<String, String>> NAMES = List.of(
            Map.entry("milli", "ms"),
            Map.entry("msec", "ms"),
            Map.entry("micro", "us"),
            Map.entry("usec", "us"),
            Map.entry("nano", "ns"),
            Map.entry("mi", "m"),
            Map.entry("s", "s"),
            Map.entry("h", "h"),
            Map.entry("d", "d"),
            Map.entry("w", "w"),
            Map.entry("y", "y"));

    private Numbers() {}

    /** Reads a number or a duration; the source is at its first digit, or at a dot before it. */
    static Literal.Numeric read(Source source) {
        int start = source.at();
        String number = number(source);
        if (!continues(source.peek())) {
            return number(source, start, number);
        }
        while (continues(source.peek())) {
            source.next();
        }
        return duration(source, start, source.since(start), number);
    }

    private static boolean continues(int c) {
        return c == '.' || Source.isIdentifierPart(c);
    }

    private static String number(Source source) {
        int start = source.at();
        digits(source);
        if (source.peek() == '.') {
            source.next();
            digits(source);
        }
        if ((source.peek() == 'e' || source.peek() == 'E') && exponentFollows(source)) {
            source.skip(2);
            digits(source);
        }
        return source.since(start);
    }

    private static boolean exponentFollows(Source source) {
        char c = source.second();
        return Source.isDigit(c) || c == '+' || c == '-';
    }

    private static void digits(Source source) {
        while (Source.isDigit(source.peek())) {
            source.next();
        }
    }

    private static Literal.Numeric number(Source source, int start, String text) {
        try {
            if (text.chars().allMatch(Source::isDigit)) {
                return new Literal.Int(Long.parseLong(text));
            }
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return new Literal.Floating(value);
            }
            throw source.error(start, "a float of 64 bits", "`" + text + "`", null);
        } catch (NumberFormatException e) {
            throw source.error(start, "an integer of 64 bits", "`" + text + "`", "The bounds are minInt and maxInt.");
        }
    }

    private static Literal.Numeric duration(Source source, int start, String text, String number) {
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && (Source.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
                end++;
            }
            Map.Entry<String, Long> unit = unit(text, end);
            BigDecimal value = decimal(text.substring(at, end));
            if (unit == null || value == null) {
                throw source.error(
                        start, "a number, or a duration such as 100ms", "`" + text + "`", suggestion(text, number));
            }
            nanos = nanos.add(value.multiply(BigDecimal.valueOf(unit.getValue())));
            at = end + unit.getKey().length();
        }
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw source.error(start, "a duration of at most 292 years", "`" + text + "`", null);
        }
        return new Literal.Duration(nanos.longValue());
    }

    private static Map.@Nullable Entry<String, Long> unit(String text, int at) {
        for (Map.Entry<String, Long> unit : UNITS) {
            if (text.startsWith(unit.getKey(), at)) {
                return unit;
            }
        }
        return null;
    }

    private static @Nullable BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String suggestion(String text, String number) {
        String rest = text.substring(number.length());
        for (Map.Entry<String, String> name : NAMES) {
            if (rest.startsWith(name.getKey())) {
                return "Did you mean " + number + name.getValue() + "?";
            }
        }
        return null;
    }
}
