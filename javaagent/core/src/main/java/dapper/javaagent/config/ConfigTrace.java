// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Remembers which settings were read, to explain the configuration to the operator. Made in debug only. Any thread. */
final class ConfigTrace {
    private static final String HIDDEN = "***";

    /** In the order of reading, with the default, which is empty if there is none. */
    private final Map<String, String> defaults = new LinkedHashMap<>();

    synchronized void asked(String property) {
        if (!defaults.containsKey(property)) {
            defaults.put(property, "");
        }
    }

    synchronized void defaultIs(String property, String value) {
        defaults.put(property, value);
    }

    /** Returns one line for each setting, those with a value first. */
    synchronized List<String> lines(ConfigSource source) {
        List<String> set = new ArrayList<>();
        List<String> unset = new ArrayList<>();
        for (Map.Entry<String, String> each : defaults.entrySet()) {
            String property = each.getKey();
            String value = source.get(property);
            if (value != null) {
                set.add(property + " = " + shown(property, value) + " (" + source.origin(property) + ")");
            } else {
                unset.add(property + " = " + (each.getValue().isEmpty() ? "not set" : each.getValue() + " (default)"));
            }
        }
        set.addAll(unset);
        return set;
    }

    /** Returns the value without possible secrets. */
    static String shown(String property, String value) {
        String name = property.toLowerCase(Locale.ROOT);
        if (name.endsWith("headers")) {
            return withoutValues(value);
        }
        if (name.endsWith("endpoint")) {
            return Endpoint.withoutSecrets(value);
        }
        boolean secret = name.contains("password") || name.contains("secret") || name.contains("token");
        return secret ? HIDDEN : value;
    }

    /** {@code authorization=***,x-tenant=***} */
    private static String withoutValues(String pairs) {
        StringBuilder shown = new StringBuilder();
        for (String pair : pairs.split(",")) {
            int equals = pair.indexOf('=');
            shown.append(shown.length() == 0 ? "" : ",");
            shown.append(equals < 0 ? HIDDEN : pair.substring(0, equals).trim() + '=' + HIDDEN);
        }
        return shown.toString();
    }
}
