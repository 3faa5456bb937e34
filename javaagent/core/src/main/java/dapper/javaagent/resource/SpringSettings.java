// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Finds the one setting we need in a properties or YAML file. Of YAML it supports nested keys, quotes and comments. */
final class SpringSettings {
    private SpringSettings() {}

    static @Nullable String applicationName(InputStream in, String fileName) throws IOException {
        String name = fileName.endsWith(".properties") ? inProperties(in) : inYaml(TextFile.lines(in));
        return name == null || name.trim().isEmpty() ? null : name.trim();
    }

    private static @Nullable String inProperties(InputStream in) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
        return properties.getProperty(SpringApplicationName.PROPERTY);
    }

    /** Follows indentation only, and reads the first document. */
    private static @Nullable String inYaml(List<String> lines) {
        List<String> keys = new ArrayList<>();
        Deque<Integer> indents = new ArrayDeque<>();
        for (String line : lines) {
            String text = line.trim();
            if (text.equals("---") && !keys.isEmpty()) {
                return null;
            }
            int colon = text.indexOf(':');
            if (colon <= 0 || text.startsWith("#") || text.startsWith("-")) {
                continue;
            }
            int indent = line.indexOf(text);
            while (!indents.isEmpty() && indents.getLast() >= indent) {
                indents.removeLast();
                keys.remove(keys.size() - 1);
            }
            indents.addLast(indent);
            keys.add(text.substring(0, colon).trim());
            String value = scalar(text.substring(colon + 1).trim());
            if (value != null && String.join(".", keys).equals(SpringApplicationName.PROPERTY)) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String scalar(String text) {
        if (text.isEmpty()) {
            return null;
        }
        char quote = text.charAt(0);
        if (quote == '"' || quote == '\'') {
            int end = text.indexOf(quote, 1);
            return end < 0 ? null : text.substring(1, end);
        }
        int comment = text.startsWith("#") ? 0 : text.indexOf(" #");
        String value = (comment < 0 ? text : text.substring(0, comment)).trim();
        return value.isEmpty() ? null : value;
    }
}
