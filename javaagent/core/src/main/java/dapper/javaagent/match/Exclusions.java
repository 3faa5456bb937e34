// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Classes and class loaders in which the operator wants nothing to be woven. Immutable. */
public final class Exclusions {
    private final String[] classes;
    private final String[] classLoaders;

    /**
     * @param classes full names; one that ends with {@code *} stands for all that begin alike
     * @param classLoaders names of the types of class loaders, as the others
     */
    public Exclusions(Collection<String> classes, Collection<String> classLoaders) {
        this.classes = classes.toArray(new String[0]);
        this.classLoaders = classLoaders.toArray(new String[0]);
        for (int i = 0; i < this.classes.length; i++) {
            this.classes[i] = this.classes[i].replace('.', '/');
        }
    }

    public boolean containsClass(String internalName) {
        return contains(classes, internalName);
    }

    public boolean containsLoader(@Nullable ClassLoader loader) {
        return loader != null
                && classLoaders.length > 0
                && contains(classLoaders, loader.getClass().getName());
    }

    private static boolean contains(String[] patterns, String name) {
        for (String each : patterns) {
            int last = each.length() - 1;
            if (each.charAt(last) == '*' ? name.regionMatches(0, each, 0, last) : name.equals(each)) {
                return true;
            }
        }
        return false;
    }
}
