// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Command line options of the form {@code --name=value} or {@code --name}. */
final class Options {
    private final Map<String, String> values = new HashMap<>();

    Options(String[] arguments) {
        for (String argument : arguments) {
            if (!argument.startsWith("--")) {
                throw new IllegalArgumentException("not an option: " + argument);
            }
            int equals = argument.indexOf('=');
            values.put(
                    equals < 0 ? argument.substring(2) : argument.substring(2, equals),
                    equals < 0 ? "true" : argument.substring(equals + 1));
        }
    }

    boolean has(String name) {
        return take(name) != null;
    }

    int number(String name, int otherwise) {
        String value = take(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    String text(String name, String otherwise) {
        String value = take(name);
        return value == null ? otherwise : value;
    }

    private @Nullable String take(String name) {
        return values.remove(name);
    }

    /** Fails if an option was never read: it is unknown or misspelt. */
    void end() {
        if (!values.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown options " + values.keySet()
                            + "; there are --application --quick --jvms --startups --warmup --rounds --round --rate --connections --sides --java");
        }
    }
}
