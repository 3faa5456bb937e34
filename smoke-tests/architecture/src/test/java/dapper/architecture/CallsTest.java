// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An instrumentation passes calls from their start to their end, and does not ask whether they are sampled. */
class CallsTest {
    private static final Set<String> TYPES =
            Set.of("dapper.bootstrap.Span", "dapper.bootstrap.Current", "dapper.bootstrap.UnsampledContext");
    private static final Set<String> METHODS = Set.of("isSampled", "span");

    /** These do not use the one shape yet. */
    private static final Set<String> STILL_TO_MOVE = Set.of(
            "instrumentations/executors",
            "instrumentations/jetty-9.0",
            "instrumentations/jetty-12.0",
            "instrumentations/servlet-3.0",
            "instrumentations/servlet-5.0",
            "instrumentations/tomcat-7.0",
            "instrumentations/undertow-1.4");

    @Test
    void instrumentationsNameNoSpanAndNoContextOfAThread() {
        Set<String> offending = new TreeSet<>();
        Repository.MODULES.forEach((module, classes) -> {
            if (module.startsWith("instrumentations/")
                    && classes.stream().flatMap(CallsTest::forbidden).findAny().isPresent()) {
                offending.add(module);
                if (!STILL_TO_MOVE.contains(module)) {
                    classes.stream().flatMap(CallsTest::forbidden).forEach(offending::add);
                }
            }
        });
        assertThat(offending).isEqualTo(STILL_TO_MOVE);
    }

    private static Stream<String> forbidden(JavaClass type) {
        Stream<String> named = type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> TYPES.contains(
                        dependency.getTargetClass().getBaseComponentType().getName()))
                .map(Dependency::getDescription);
        Stream<String> asked =
                type.getMethodCallsFromSelf().stream().filter(CallsTest::asks).map(JavaMethodCall::getDescription);
        return Stream.concat(named, asked);
    }

    private static boolean asks(JavaMethodCall call) {
        return METHODS.contains(call.getName())
                && call.getTargetOwner().getName().startsWith("dapper.")
                && call.getTarget().getRawParameterTypes().isEmpty();
    }
}
