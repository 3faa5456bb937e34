// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses the text after {@code -javaagent:dapper-javaagent.jar=}:
 * {@code otel.service.name=shop;otel.traces.sampler=always_on}.
 */
final class AgentArguments {
    private AgentArguments() {}

    static Map<String, String> parse(@Nullable String arguments) {
        Map<String, String> parsed = new HashMap<>();
        int from = 0;
        while (arguments != null && from < arguments.length()) {
            int end = arguments.indexOf(';', from);
            end = end < 0 ? arguments.length() : end;
            add(arguments.substring(from, end).trim(), parsed);
            from = end + 1;
        }
        return parsed;
    }

    private static void add(String argument, Map<String, String> parsed) {
        int equals = argument.indexOf('=');
        if (equals > 0) {
            parsed.put(argument.substring(0, equals).trim(), argument.substring(equals + 1));
        } else if (!argument.isEmpty()) {
            AgentLog.warn("agent argument '" + argument + "' ignored: expected name=value, separated by ';'");
        }
    }
}
