// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Classes and class loaders in which nothing is woven: names separated by commas, of which the last character may be
 * {@code *}. An entry that cannot be read is logged in one line, and the others stay valid.
 */
public final class ExclusionsConfig {
    private final List<String> classes;
    private final List<String> classLoaders;

    private ExclusionsConfig(ConfigReader reader) {
        this.classes = names(reader, "otel.javaagent.exclude-classes");
        this.classLoaders = names(reader, "otel.javaagent.exclude-class-loaders");
    }

    static ExclusionsConfig read(ConfigReader reader) {
        return new ExclusionsConfig(reader);
    }

    private static List<String> names(ConfigReader reader, String property) {
        List<String> names = new ArrayList<>();
        for (String name : reader.list(property)) {
            if (isPattern(name)) {
                names.add(name);
            } else {
                AgentLog.warn(property + ": '" + name + "' is ignored, expected the name of a class such as"
                        + " com.shop.Cart, or the beginning of names such as com.shop.*");
            }
        }
        return Collections.unmodifiableList(names);
    }

    private static boolean isPattern(String name) {
        int end = name.endsWith("*") ? name.length() - 1 : name.length();
        for (int i = 0; i < end; i++) {
            char c = name.charAt(i);
            if (c != '.' && !Character.isJavaIdentifierPart(c)) {
                return false;
            }
        }
        return end > 0 && name.charAt(0) != '.';
    }

    /** Full names of classes, or beginnings of names that end with an asterisk. */
    public List<String> classes() {
        return classes;
    }

    /** The same for the types of class loaders. */
    public List<String> classLoaders() {
        return classLoaders;
    }

    public boolean isEmpty() {
        return classes.isEmpty() && classLoaders.isEmpty();
    }

    /** Both lists, for the operator. */
    @Override
    public String toString() {
        String both = classes.isEmpty() || classLoaders.isEmpty() ? "" : ", nor into ";
        return (classes.isEmpty() ? "" : "the classes " + String.join(", ", classes))
                + both
                + (classLoaders.isEmpty() ? "" : "classes of the class loaders " + String.join(", ", classLoaders));
    }
}
