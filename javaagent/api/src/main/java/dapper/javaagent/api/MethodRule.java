// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.api;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Methods that the operator lists: some or all methods of one class, or of all classes whose names begin alike. Immutable. */
public final class MethodRule {
    private final String typeName;
    private final boolean prefix;
    private final Set<String> methods;

    private MethodRule(String typeName, boolean prefix, Collection<String> methods) {
        this.typeName = typeName;
        this.prefix = prefix;
        this.methods = Collections.unmodifiableSet(new LinkedHashSet<>(methods));
    }

    /** @param methods names; empty for all methods */
    public static MethodRule ofType(String typeName, Collection<String> methods) {
        return new MethodRule(typeName, false, methods);
    }

    /**
     * @param prefix the beginning of the names of classes, such as {@code com.shop.}, which includes sub-packages
     * @param methods names; empty for all methods
     */
    public static MethodRule ofPrefix(String prefix, Collection<String> methods) {
        return new MethodRule(prefix, true, methods);
    }

    /** The name of the class, or the beginning of the names of classes. */
    public String typeName() {
        return typeName;
    }

    public boolean isPrefix() {
        return prefix;
    }

    /** Names of methods; empty for all. */
    public Set<String> methods() {
        return methods;
    }

    public boolean matchesType(String name) {
        return prefix ? name.startsWith(typeName) : name.equals(typeName);
    }

    public boolean matchesMethod(String name) {
        return methods.isEmpty() || methods.contains(name);
    }
}
