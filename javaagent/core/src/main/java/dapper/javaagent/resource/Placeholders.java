// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import org.jspecify.annotations.Nullable;

/** Resolves Spring's {@code ${NAME:default}} from a system property, the environment or the default. */
final class Placeholders {
    private Placeholders() {}

    /** Returns null if a part of the text cannot be resolved here. */
    static @Nullable String resolve(String text) {
        StringBuilder resolved = new StringBuilder();
        int at = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", at)) {
            int end = text.indexOf('}', start);
            String value = end < 0 ? null : value(text.substring(start + 2, end));
            if (value == null) {
                return null;
            }
            resolved.append(text, at, start).append(value);
            at = end + 1;
        }
        return resolved.append(text, at, text.length()).toString();
    }

    private static @Nullable String value(String placeholder) {
        int colon = placeholder.indexOf(':');
        String name = colon < 0 ? placeholder : placeholder.substring(0, colon);
        if (name.contains("${") || name.isEmpty()) {
            return null;
        }
        String value = System.getProperty(name);
        value = value == null ? System.getenv(name) : value;
        return value == null && colon >= 0 ? placeholder.substring(colon + 1) : value;
    }
}
