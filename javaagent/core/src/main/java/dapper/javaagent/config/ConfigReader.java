// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import dapper.bootstrap.baggage.PercentEncoding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads settings as types. For an unusable value it logs one line and keeps the default. */
final class ConfigReader {
    private final ConfigSource source;

    ConfigReader(ConfigSource source) {
        this.source = source;
    }

    @Nullable
    String text(String property) {
        return source.get(property);
    }

    String text(String property, String defaultValue) {
        String value = source.get(property);
        if (value == null) {
            tell(property, defaultValue);
            return defaultValue;
        }
        return value;
    }

    /** As OpenTelemetry defines it: only {@code true}, in any case, is true. */
    boolean flag(String property, boolean defaultValue) {
        String value = source.get(property);
        if (value == null) {
            if (isTraced()) {
                tell(property, String.valueOf(defaultValue));
            }
            return defaultValue;
        }
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            return value.equalsIgnoreCase("true");
        }
        complain(property, value, "true or false", Boolean.toString(defaultValue));
        return defaultValue;
    }

    int integer(String property, int defaultValue, int min, int max) {
        String value = source.get(property);
        if (value == null) {
            if (isTraced()) {
                tell(property, String.valueOf(defaultValue));
            }
            return defaultValue;
        }
        try {
            int parsed = Integer.parseInt(value);
            if (parsed >= min && parsed <= max) {
                return parsed;
            }
        } catch (NumberFormatException e) {
            // Logs the same warning as for a number out of range.
        }
        complain(property, value, "a number from " + min + " to " + max, Integer.toString(defaultValue));
        return defaultValue;
    }

    double ratio(String property, double defaultValue) {
        return decimal(property, defaultValue, 0, 1);
    }

    double decimal(String property, double defaultValue, double min, double max) {
        String value = source.get(property);
        if (value == null) {
            if (isTraced()) {
                tell(property, String.valueOf(defaultValue));
            }
            return defaultValue;
        }
        try {
            double parsed = Double.parseDouble(value);
            if (parsed >= min && parsed <= max) {
                return parsed;
            }
        } catch (NumberFormatException e) {
            // Logs the same warning as for a number out of range.
        }
        complain(property, value, "a number from " + text(min) + " to " + text(max), Double.toString(defaultValue));
        return defaultValue;
    }

    private static String text(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** Milliseconds: a plain number, or one with the unit ms, s, m, h or d. */
    long millis(String property, long defaultValue, long max) {
        String value = source.get(property);
        if (value == null) {
            if (isTraced()) {
                tell(property, String.valueOf(defaultValue));
            }
            return defaultValue;
        }
        long parsed = Durations.millis(value);
        if (parsed >= 0 && parsed <= max) {
            return parsed;
        }
        complain(
                property,
                value,
                "milliseconds from 0 to " + max + ", or a number with a unit such as 10s",
                defaultValue + " ms");
        return defaultValue;
    }

    /** @param allowed the values; the first is the default */
    String choice(String property, String... allowed) {
        String value = source.get(property);
        if (value == null) {
            tell(property, allowed[0]);
            return allowed[0];
        }
        StringBuilder expected = new StringBuilder();
        for (String candidate : allowed) {
            if (candidate.equalsIgnoreCase(value)) {
                return candidate;
            }
            expected.append(expected.length() == 0 ? "one of " : ", ").append(candidate);
        }
        complain(property, value, expected.toString(), allowed[0]);
        return allowed[0];
    }

    /**
     * {@code key=value,key2=value2} with percent-encoded values. The values may be secrets, so no line ever shows them.
     */
    Map<String, String> map(String property) {
        String value = source.get(property);
        if (value == null) {
            return Collections.emptyMap();
        }
        Map<String, String> parsed = new LinkedHashMap<>();
        int from = 0;
        for (int entry = 1; from < value.length(); entry++) {
            int end = value.indexOf(',', from);
            end = end < 0 ? value.length() : end;
            String pair = value.substring(from, end).trim();
            int equals = pair.indexOf('=');
            String decoded =
                    equals <= 0 ? null : decoded(pair.substring(equals + 1).trim());
            if (decoded != null) {
                parsed.put(pair.substring(0, equals).trim(), decoded);
            } else if (!pair.isEmpty()) {
                AgentLog.warn(property + ": entry " + entry + " ignored, expected key=value, percent-encoded");
            }
            from = end + 1;
        }
        return Collections.unmodifiableMap(parsed);
    }

    /** Texts separated by commas, without blanks around them; empty ones do not count. */
    List<String> list(String property) {
        String value = source.get(property);
        List<String> entries = new ArrayList<>();
        for (int from = 0; value != null && from <= value.length(); ) {
            int comma = value.indexOf(',', from);
            int end = comma < 0 ? value.length() : comma;
            String entry = value.substring(from, end).trim();
            if (!entry.isEmpty()) {
                entries.add(entry);
            }
            from = end + 1;
        }
        return entries;
    }

    /** Null if a percent sign is not followed by two hexadecimal digits. */
    private static @Nullable String decoded(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
                return null;
            }
        }
        return PercentEncoding.decode(text);
    }

    private static boolean isHex(char c) {
        return "0123456789abcdefABCDEF".indexOf(c) >= 0;
    }

    /** Returns whether the texts of defaults are needed. */
    private boolean isTraced() {
        return source.trace() != null;
    }

    private void tell(String property, String defaultValue) {
        ConfigTrace trace = source.trace();
        if (trace != null) {
            trace.defaultIs(property, defaultValue);
        }
    }

    /** Returns all settings that were read, one line each; empty if they were not traced. */
    List<String> explain() {
        ConfigTrace trace = source.trace();
        return trace == null ? Collections.<String>emptyList() : trace.lines(source);
    }

    static void complain(String property, String value, String expected, String used) {
        AgentLog.warn(property + "=" + value + " is not " + expected + "; using " + used);
    }
}
