// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

/** Durations as OpenTelemetry's Java agent accepts them: milliseconds, or a number with a unit. */
final class Durations {
    private Durations() {}

    /** Returns -1 if the text is not a duration. */
    static long millis(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        long unit = unitMillis(text.substring(digits).trim());
        if (digits == 0 || digits > 12 || unit < 0) {
            return -1;
        }
        return Long.parseLong(text.substring(0, digits)) * unit;
    }

    private static long unitMillis(String unit) {
        switch (unit) {
            case "":
            case "ms":
                return 1;
            case "s":
                return 1_000;
            case "m":
                return 60_000;
            case "h":
                return 3_600_000;
            case "d":
                return 86_400_000;
            default:
                return -1;
        }
    }
}
