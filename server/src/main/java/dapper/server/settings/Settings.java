// SPDX-License-Identifier: Apache-2.0
package dapper.server.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values from any source of text: command line, environment, file.
 *
 * <p>Every method throws {@link InvalidSettingException} for a value it cannot use. An empty value means the default.
 */
public final class Settings {
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

    /** A number with a unit, in the grammar of {@link DurationText}. */
    public Duration duration(Setting setting) {
        String text = text(setting);
        try {
            return Duration.ofNanos(DurationText.nanos(text));
        } catch (IllegalArgumentException e) {
            throw invalid(setting, text, "a duration such as 500ms, 30s, 5m, 12h or 14d");
        }
    }

    /** {@code true} or {@code false}. */
    public boolean flag(Setting setting) {
        return choice(setting, List.of("true", "false")).equals("true");
    }

    /** One of these words, in any case. */
    public String choice(Setting setting, List<String> words) {
        String word = text(setting).toLowerCase(Locale.ROOT);
        if (!words.contains(word)) {
            throw invalid(setting, text(setting), "one of " + String.join(", ", words));
        }
        return word;
    }

    /** Null for an empty value. */
    public @Nullable Path pathOrNull(Setting setting) {
        return text(setting).isEmpty() ? null : path(setting);
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
