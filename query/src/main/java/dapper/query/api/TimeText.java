// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Moments as users and programs write them: RFC 3339, or Unix time whose number of digits determines the unit. */
final class TimeText {
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final String EXPECTED = "must be a time such as 2026-01-31T12:00:00Z,"
            + " or Unix time with 10 (s), 13 (ms), 16 (us) or 19 (ns) digits";

    private TimeText() {}

    /**
     * @return nanoseconds since 1970-01-01T00:00:00Z
     * @throws IllegalArgumentException with a message that describes valid values
     */
    static long unixNanos(String text) {
        try {
            return DIGITS.matcher(text).matches() ? ofDigits(text) : ofRfc3339(text);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
    }

    private static long ofDigits(String digits) {
        long number = Long.parseLong(digits);
        return switch (digits.length()) {
            case 10 -> Math.multiplyExact(number, 1_000_000_000L);
            case 13 -> Math.multiplyExact(number, 1_000_000L);
            case 16 -> Math.multiplyExact(number, 1_000L);
            case 19 -> number;
            default -> throw new IllegalArgumentException(EXPECTED);
        };
    }

    /** A plus sign that was not percent-encoded arrives as a space. */
    private static long ofRfc3339(String text) {
        Instant instant = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
