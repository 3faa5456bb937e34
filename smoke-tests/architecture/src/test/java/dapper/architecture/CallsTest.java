// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An instrumentation passes calls from their start to their end, and does not ask whether they are sampled. */
@Tag("once")
class CallsTest {
    private static final Set<String> TYPES = Set.of(
            "dapper.bootstrap.Span",
            "dapper.bootstrap.Current",
            "dapper.bootstrap.Context",
            "dapper.bootstrap.UnsampledContext");

    /**
     * An application that uses a tracing API makes spans and contexts itself, so the implementation of that API is made
     * of them: its operations are no calls that the agent observes. No other module has a reason to be in this list.
     */
    private static final Set<String> TRACING_APIS = Set.of("instrumentations/opentelemetry-api-1.0");

    @Test
    void instrumentationsNameNoSpanAndNoContextOfAThread() {
        Set<String> offending = new TreeSet<>();
        Repository.MODULES.forEach((module, classes) -> {
            if (module.startsWith("instrumentations/") && !TRACING_APIS.contains(module)) {
                classes.stream().flatMap(CallsTest::forbidden).forEach(offending::add);
            }
        });
        assertThat(offending).isEmpty();
        assertThat(Repository.MODULES.keySet()).containsAll(TRACING_APIS);
    }

    private static Stream<String> forbidden(JavaClass type) {
        Stream<String> named = type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> isForbidden(dependency.getTargetClass()))
                .map(Dependency::getDescription);
        Stream<String> passed = type.getMethodCallsFromSelf().stream()
                .filter(CallsTest::passesOrAsks)
                .map(JavaMethodCall::getDescription);
        return Stream.concat(named, passed);
    }

    /** Looks at the name: the element of an array of a library's classes, which are not read, is unknown. */
    private static boolean isForbidden(JavaClass type) {
        return TYPES.contains(type.getName().replaceAll("^\\[+L(.+);$", "$1"));
    }

    /** A type that is only passed from one call to the next is no dependency of the class. */
    private static boolean passesOrAsks(JavaMethodCall call) {
        return isForbidden(call.getTarget().getRawReturnType())
                || call.getTarget().getRawParameterTypes().stream().anyMatch(CallsTest::isForbidden)
                || call.getName().equals("isSampled")
                        && call.getTargetOwner().getPackageName().startsWith("dapper.bootstrap");
    }
}
