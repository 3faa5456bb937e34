// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The allowed dependencies between modules. The poms declare them too; this test checks the classes. */
@Tag("once")
class ArrowsTest {
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("sampling", Set.of()),
            Map.entry("bootstrap", Set.of("sampling")),
            Map.entry("javaagent/api", Set.of("bootstrap")),
            Map.entry("javaagent/index", Set.of("javaagent/api")),
            Map.entry("javaagent/core", Set.of("sampling", "bootstrap", "javaagent/api")),
            Map.entry("javaagent/testing", Set.of("bootstrap", "javaagent/api", "javaagent/core", "javaagent/index")),
            Map.entry("javaagent/dist", Set.of("sampling", "bootstrap")),
            Map.entry("storage-cassandra", Set.of("sampling")),
            Map.entry("storage-cassandra/node", Set.of()),
            Map.entry("otlp", Set.of("storage-cassandra")),
            Map.entry("server", Set.of("storage-cassandra")),
            Map.entry("collector", Set.of("server", "sampling", "storage-cassandra", "otlp")),
            Map.entry("query", Set.of("server", "sampling", "storage-cassandra", "otlp")),
            Map.entry("dist", Set.of("server", "storage-cassandra", "collector", "query")),
            Map.entry("smoke-tests/apps/archive", Set.of()),
            Map.entry("smoke-tests/apps/front", Set.of()),
            Map.entry("smoke-tests/apps/inventory", Set.of()),
            Map.entry("smoke-tests/apps/worker", Set.of()));
    private static final Set<String> ALLOWED_FOR_INSTRUMENTATIONS = Set.of("bootstrap", "javaagent/api");

    @Test
    void modulesKnowOnlyWhatTheyMayKnow() {
        Map<String, String> moduleOf = new HashMap<>();
        Repository.MODULES.forEach((module, classes) -> classes.forEach(type -> moduleOf.put(type.getName(), module)));
        assertThat(moduleOf).as("classes found").hasSizeGreaterThan(20);

        Set<String> forbidden = new TreeSet<>();
        Repository.MODULES.forEach((module, classes) -> classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> !allowed(module, moduleOf.get(elementOf(dependency))))
                .forEach(dependency -> forbidden.add(
                        module + " -> " + moduleOf.get(elementOf(dependency)) + ": " + dependency.getDescription())));
        assertThat(forbidden).isEmpty();
    }

    @Test
    void everyModuleHasItsArrowsListed() {
        List<String> unlisted = Repository.MODULES.keySet().stream()
                .filter(module -> !ALLOWED.containsKey(module))
                .filter(module -> !module.startsWith("instrumentations/") && !module.startsWith("benchmarks"))
                .toList();
        assertThat(unlisted).isEmpty();
    }

    private static boolean allowed(String from, String to) {
        if (to == null || to.equals(from) || from.startsWith("benchmarks")) {
            return true;
        }
        return ALLOWED.getOrDefault(
                        from, from.startsWith("instrumentations/") ? ALLOWED_FOR_INSTRUMENTATIONS : Set.of())
                .contains(to);
    }

    private static String elementOf(Dependency dependency) {
        JavaClass target = dependency.getTargetClass();
        return target.getBaseComponentType().getName();
    }
}
