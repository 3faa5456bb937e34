// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks a setting up by its property name, such as {@code otel.service.name}: agent argument, then system property,
 * then environment variable ({@code OTEL_SERVICE_NAME}), then properties file. An empty value counts as absent.
 */
final class ConfigSource {
    private final Map<String, String> arguments;
    private final Map<?, ?> systemProperties;
    private final Map<String, String> environment;
    private @Nullable ConfigTrace trace;
    private Map<?, ?> file = java.util.Collections.emptyMap();

    ConfigSource(Map<String, String> arguments, Map<?, ?> systemProperties, Map<String, String> environment) {
        this.arguments = arguments;
        this.systemProperties = systemProperties;
        this.environment = environment;
    }

    /** Adds the properties file, whose own name is a setting. */
    void addFile(Map<?, ?> file) {
        this.file = file;
    }

    /** Starts to remember the settings that are read. */
    void trace(ConfigTrace trace) {
        this.trace = trace;
    }

    @Nullable
    ConfigTrace trace() {
        return trace;
    }

    @Nullable
    String get(String property) {
        if (trace != null) {
            trace.asked(property);
        }
        String value = text(arguments.get(property));
        if (value == null) {
            value = text(systemProperties.get(property));
        }
        if (value == null) {
            value = text(environment.get(environmentName(property)));
        }
        return value == null ? text(file.get(property)) : value;
    }

    /** Returns the source of a setting's value, for display. */
    String origin(String property) {
        if (text(arguments.get(property)) != null) {
            return "agent argument";
        }
        if (text(systemProperties.get(property)) != null) {
            return "system property";
        }
        String variable = environmentName(property);
        return text(environment.get(variable)) == null ? "configuration file" : "environment variable " + variable;
    }

    private static @Nullable String text(@Nullable Object value) {
        if (!(value instanceof String)) {
            return null;
        }
        String trimmed = ((String) value).trim();
        return trimmed.isEmpty() ? null : trimmed;
    }

    /** {@code otel.bsp.max.queue.size} is {@code OTEL_BSP_MAX_QUEUE_SIZE}; hyphens become underscores too. */
    static String environmentName(String property) {
        char[] name = property.toCharArray();
        for (int i = 0; i < name.length; i++) {
            char c = name[i];
            name[i] = c == '.' || c == '-' ? '_' : Character.toUpperCase(c);
        }
        return new String(name);
    }
}
