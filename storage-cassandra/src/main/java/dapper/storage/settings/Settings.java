// SPDX-License-Identifier: Apache-2.0
package dapper.storage.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values from any source of text: command line, environment, file.
 *
 * <p>Every method throws {@link InvalidSettingException} for a value it cannot use. An empty value means the default.
 */
public final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");

    private final Function<String, @Nullable String> lookup;

    /** @param lookup from a setting's key to its given value, or null */
    public Settings(Function<String, @Nullable String> lookup) {
        this.lookup = lookup;
    }

    public String text(Setting setting) {
        String given = lookup.apply(setting.key());
        return given == null || given.isBlank() ? setting.defaultValue() : given.strip();
    }

    /** Comma-separated; blanks around an element are ignored, an empty value gives an empty list. */
    public List<String> list(Setting setting) {
        return Stream.of(text(setting).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** A TCP port, 0 to 65535; 0 lets the system choose. */
    public int port(Setting setting) {
        return (int) number(setting, 0, 65_535);
    }

    public long number(Setting setting, long least, long most) {
        String text = text(setting);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalid(setting, text, "a whole number from " + least + " to " + most);
        }
        throw invalid(setting, text, "a whole number from " + least + " to " + most);
    }

    /** A decimal number from 0 to 1. */
    public double ratio(Setting setting) {
        String text = text(setting);
        try {
            double ratio = Double.parseDouble(text);
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException e) {
            throw invalid(setting, text, "a number from 0 to 1");
        }
        throw invalid(setting, text, "a number from 0 to 1");
    }

    /** A number with a unit: ms, s, m, h or d. */
    public Duration duration(Setting setting) {
        String text = text(setting);
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw invalid(setting, text, "a duration such as 500ms, 30s, 5m, 12h or 14d");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    public Path path(Setting setting) {
        String text = text(setting);
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw invalid(setting, text, "a path");
        }
    }

    private static InvalidSettingException invalid(Setting setting, String given, String expected) {
        return new InvalidSettingException(
                setting.key() + " must be " + expected + ", not \"" + given + "\" (" + setting.help() + ")");
    }
}
