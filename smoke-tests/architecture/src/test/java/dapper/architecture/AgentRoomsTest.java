// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packages of the agent's core and the arrows between them; see its README. */
@Tag("once")
class AgentRoomsTest {
    private static final String AGENT = "dapper.javaagent";

    private static final Map<String, Set<String>> ALLOWED = new LinkedHashMap<>();

    static {
        ALLOWED.put("api", Set.of());
        ALLOWED.put("okhttp", Set.of());
        ALLOWED.put("okio", Set.of());
        ALLOWED.put("config", Set.of());
        ALLOWED.put("logging", Set.of("config"));
        ALLOWED.put("beside", Set.of());
        ALLOWED.put("resource", Set.of("config"));
        ALLOWED.put("match", Set.of("api"));
        ALLOWED.put("inject", Set.of("match"));
        ALLOWED.put("weave", Set.of("api", "config", "resource", "match", "inject"));
        ALLOWED.put("export", Set.of("config", "resource"));
        ALLOWED.put("sample", Set.of("config", "resource", "export"));
        ALLOWED.put("grpc", Set.of("config", "export", "sample"));
        ALLOWED.put("report", Set.of("config", "resource", "weave", "export", "sample"));
        ALLOWED.put("deliver", Set.of("config", "resource", "export", "report"));
        ALLOWED.put(
                "start",
                Set.of("config", "beside", "resource", "match", "weave", "export", "sample", "report", "deliver"));
        // DapperAgent, which is in the class loader of the application.
        ALLOWED.put("", Set.of("start"));
    }

    private final JavaClasses core = Repository.MODULES.get("javaagent/core");

    @Test
    void roomsDependOnlyOnTheAllowedRooms() {
        assertThat(core).hasSizeGreaterThan(100);
        Set<String> forbidden = new TreeSet<>();
        for (JavaClass type : core) {
            String from = roomOf(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isOfAgent(target)
                        && !roomOf(target).equals(from)
                        && !ALLOWED.getOrDefault(from, Set.of()).contains(roomOf(target))) {
                    forbidden.add(from + " -> " + roomOf(target) + ": " + dependency.getDescription());
                }
            }
        }
        assertThat(forbidden).isEmpty();
    }

    /** A room may depend only on rooms that are listed before it. */
    @Test
    void theArrowsHaveNoCycle() {
        Set<String> before = new HashSet<>();
        ALLOWED.forEach((room, allowed) -> {
            assertThat(before).as(room).containsAll(allowed);
            before.add(room);
        });
    }

    @Test
    void everyRoomIsListed() {
        Set<String> rooms = new TreeSet<>();
        core.forEach(type -> rooms.add(roomOf(type)));
        assertThat(ALLOWED.keySet()).containsAll(rooms);
    }

    private static boolean isOfAgent(JavaClass type) {
        return type.getPackageName().equals(AGENT) || type.getPackageName().startsWith(AGENT + ".");
    }

    private static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(AGENT) ? "" : name.substring(AGENT.length() + 1);
    }
}
