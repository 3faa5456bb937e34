// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of one request. An empty value counts as absent, so that a plain HTML form works. Names are not
 * trimmed, because a stored name may begin or end with a blank.
 *
 * <p>Every method throws {@link ProblemException} for an invalid value.
 */
final class Parameters {
    private final Map<String, List<String>> given;

    /** @throws ProblemException if a parameter is not one of those known, because a misspelt filter must not be ignored */
    Parameters(Map<String, List<String>> given, Set<String> known) {
        this.given = given;
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw ProblemException.badParameter(
                        name,
                        "Unknown parameter \"" + name + "\": "
                                + (known.isEmpty()
                                        ? "this path takes none."
                                        : "this path takes "
                                                + known.stream().sorted().collect(Collectors.joining(", ")) + "."));
            }
        }
    }

    List<String> all(String name) {
        return given.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    @Nullable
    String text(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw ProblemException.badParameter(name, "Give " + name + " once, not " + values.size() + " times.");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw ProblemException.badParameter(name, "The parameter " + name + " is missing.");
        }
        return text;
    }

    /**
     * Returns a number, a time or a flag; blanks around it are ignored.
     *
     * @param parse throws IllegalArgumentException with a description of valid values: "must be ..."
     */
    <T> @Nullable T parsed(String name, Function<String, T> parse) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return parse.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter(name, name + " " + e.getMessage() + ", not \"" + text + "\".");
        }
    }
}
