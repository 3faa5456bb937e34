// SPDX-License-Identifier: Apache-2.0
package dapper.benchmarks.load;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Command line options of the form {@code --name=value} or {@code --name}. */
public final class Options {
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    public Options(String[] arguments) {
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

    public boolean has(String name) {
        return take(name) != null;
    }

    public int number(String name, int otherwise) {
        String value = take(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    public String text(String name, String otherwise) {
        String value = take(name);
        return value == null ? otherwise : value;
    }

    private @Nullable String take(String name) {
        names.add("--" + name);
        return values.remove(name);
    }

    /** Fails if an option was never read: it is unknown or misspelt. */
    public void end() {
        if (!values.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown options " + values.keySet() + "; there are " + String.join(" ", names));
        }
    }
}
