// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class CodeRulesTest {
    private static final Pattern BAD_NAME = Pattern.compile(".+(Impl|Manager|Helper|Helpers|Util|Utils)");

    /** The boot class loader loads both, and has nothing else. */
    @Test
    void samplingAndBootstrapTouchOnlyTheJdk() {
        JavaClasses sampling = Repository.MODULES.get("sampling");
        JavaClasses bootstrap = Repository.MODULES.get("bootstrap");
        assertThat(sampling).isNotEmpty();
        assertThat(bootstrap).isNotEmpty();
        List<String> foreign = Stream.concat(sampling.stream(), bootstrap.stream())
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isForeignToTheBootLoader(dependency.getTargetClass()))
                .map(Dependency::getDescription)
                .toList();
        assertThat(foreign).isEmpty();
    }

    private static boolean isForeignToTheBootLoader(JavaClass target) {
        JavaClass type = target.getBaseComponentType();
        String name = type.getName();
        // The JVM ignores an annotation that is missing at run time.
        return !type.isPrimitive()
                && !name.startsWith("java.")
                && !name.startsWith("dapper.sampling.")
                && !name.startsWith("dapper.bootstrap.")
                && !name.startsWith("org.jspecify.annotations.");
    }

    @Test
    void noClassIsNamedForWhatItDoesNotSay() {
        assertThat(Repository.classes()
                        // One class of Cassandra must be replaced under its own name.
                        .filter(type -> type.getPackageName().startsWith("dapper."))
                        .map(JavaClass::getSimpleName)
                        .filter(name -> BAD_NAME.matcher(name).matches()))
                .isEmpty();
    }

    /** Storage and its wire format can change apart: they share the model. */
    @Test
    void otlpKnowsOnlyTheModelOfStorage() {
        JavaClasses otlp = Repository.MODULES.get("otlp");
        assertThat(otlp).isNotEmpty();
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dapper.storage.*..")
                .check(otlp);
    }

    @Test
    void onlyTheCassandraStorageKnowsTheDriver() {
        assertNobodyBut("dapper.storage.cassandra..", "com.datastax..");
    }

    @Test
    void onlyTheQueryServiceKnowsJavalin() {
        assertNobodyBut("dapper.query..", "io.javalin..");
    }

    /** An instrumentation uses the library that it traces, in the application. */
    private static void assertNobodyBut(String owner, String library) {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(owner, "dapper.instrumentation..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
        Repository.MODULES.values().forEach(rule::check);
        Stream<JavaClass> users = Repository.classes()
                .filter(type -> type.getPackageName().startsWith(owner.replace("..", "")))
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getName().startsWith(library.replace("..", "."))));
        assertThat(users)
                .as("the rule would say nothing if nobody used " + library)
                .isNotEmpty();
    }
}
