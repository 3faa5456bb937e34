// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes and class loaders in which the operator wants nothing to be woven. Immutable. */
public final class Exclusions {
    public static final Exclusions NONE =
            new Exclusions(Collections.<String>emptyList(), Collections.<String>emptyList());

    private final NamePatterns classes;
    private final NamePatterns classLoaders;

    /**
     * @param classes full names; one that ends with {@code *} stands for all that begin alike
     * @param classLoaders names of the types of class loaders, as the others
     */
    public Exclusions(Collection<String> classes, Collection<String> classLoaders) {
        List<String> internal = new ArrayList<>();
        for (String each : classes) {
            internal.add(each.replace('.', '/'));
        }
        this.classes = new NamePatterns(internal);
        this.classLoaders = new NamePatterns(classLoaders);
    }

    public boolean containsClass(String internalName) {
        return classes.contain(internalName);
    }

    public boolean containsLoader(@Nullable ClassLoader loader) {
        return loader != null
                && !classLoaders.isEmpty()
                && classLoaders.contain(loader.getClass().getName());
    }

    /** Names, and beginnings of names. */
    private static final class NamePatterns {
        private final String[] names;
        private final String[] prefixes;

        NamePatterns(Collection<String> patterns) {
            List<String> whole = new ArrayList<>();
            List<String> begin = new ArrayList<>();
            for (String each : patterns) {
                if (each.endsWith("*")) {
                    begin.add(each.substring(0, each.length() - 1));
                } else {
                    whole.add(each);
                }
            }
            names = whole.toArray(new String[0]);
            prefixes = begin.toArray(new String[0]);
        }

        boolean isEmpty() {
            return names.length == 0 && prefixes.length == 0;
        }

        boolean contain(String name) {
            for (String each : names) {
                if (name.equals(each)) {
                    return true;
                }
            }
            for (String each : prefixes) {
                if (name.startsWith(each)) {
                    return true;
                }
            }
            return false;
        }
    }
}
