// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rooms of a module: packages below one root, and for each the others that it may depend on. */
final class Rooms {
    private final String root;
    private final JavaClasses module;
    private final Map<String, Set<String>> allowed = new LinkedHashMap<>();

    Rooms(String root, JavaClasses module) {
        this.root = root;
        this.module = module;
    }

    /**
     * Adds a room.
     *
     * @param name of the package below the root; empty for the root itself
     * @param targets rooms that were added before, so that the arrows have no cycle
     */
    Rooms room(String name, String... targets) {
        assertThat(allowed.keySet()).as("rooms before " + name).containsAll(Set.of(targets));
        allowed.put(name, Set.of(targets));
        return this;
    }

    void check() {
        Set<String> rooms = new TreeSet<>();
        Set<String> forbidden = new TreeSet<>();
        for (JavaClass type : module) {
            String from = roomOf(type);
            rooms.add(from);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isBelowRoot(target)
                        && !roomOf(target).equals(from)
                        && !allowed.getOrDefault(from, Set.of()).contains(roomOf(target))) {
                    forbidden.add(from + " -> " + roomOf(target) + ": " + dependency.getDescription());
                }
            }
        }
        assertThat(forbidden).isEmpty();
        assertThat(rooms).isNotEmpty();
        assertThat(allowed.keySet()).containsAll(rooms);
    }

    private boolean isBelowRoot(JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    private String roomOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1);
    }
}
