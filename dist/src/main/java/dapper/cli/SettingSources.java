// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sources of a setting's value: command line, then system property, then environment, then file. The first that has
 * the key wins, even with an empty value.
 *
 * <p>An unknown name is an error wherever it can only be a mistake: on the command line, which picocli has checked, in the
 * file, and as a system property with our prefix. The environment is shared with others and is not checked.
 */
final class SettingSources {
    private final Map<String, String> commandLine;
    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;
    private final Map<String, String> file;

    SettingSources(
            Map<String, String> commandLine,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            Map<String, String> file) {
        this.commandLine = commandLine;
        this.systemProperties = systemProperties;
        this.environment = environment;
        this.file = file;
    }

    /**
     * Checks the names in the file and in the system properties.
     *
     * @param all settings that any command uses: the file and the system properties may serve several commands
     */
    Settings settings(List<Setting> all) {
        Map<String, Setting> byKey =
                all.stream().collect(Collectors.toMap(Setting::key, setting -> setting, (one, same) -> one));
        Set<String> known = byKey.keySet();
        systemProperties.keySet().stream()
                .filter(key -> key.startsWith("dapper.") && !key.equals(Installation.PROPERTY) && !known.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new UsageException("unknown system property " + key + Nearest.hint(key, known));
                });
        file.keySet().stream().filter(key -> !known.contains(key)).findFirst().ifPresent(key -> {
            throw new UsageException(
                    "unknown setting " + key + " in the configuration file" + Nearest.hint(key, known));
        });
        return new Settings(key -> value(key, byKey.get(key)));
    }

    private @Nullable String value(String key, @Nullable Setting setting) {
        if (commandLine.containsKey(key)) {
            return commandLine.get(key);
        }
        if (systemProperties.containsKey(key)) {
            return systemProperties.get(key);
        }
        String variable = setting == null ? null : environment.get(setting.environmentVariable());
        return variable != null ? variable : file.get(key);
    }

    /** Reads a properties file in UTF-8. */
    static Map<String, String> file(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            InvalidSettingException unreadable =
                    new InvalidSettingException("cannot read the configuration file " + path + ": " + Failure.text(e));
            unreadable.initCause(e);
            throw unreadable;
        }
        return strings(properties);
    }

    static Map<String, String> strings(Properties properties) {
        Map<String, String> strings = new LinkedHashMap<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            strings.put(name, properties.getProperty(name));
        }
        return strings;
    }
}
