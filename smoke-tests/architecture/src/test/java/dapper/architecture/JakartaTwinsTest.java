// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sources that the build makes for {@code jakarta} (execution {@code jakarta-sources} of the root pom). The compiler does
 * not find a {@code javax} name that is left in a text, nor one in a module that has both APIs on its class path.
 */
@Tag("once")
class JakartaTwinsTest {
    /** Packages of the JDK, such as {@code javax.sql}, have not moved. */
    private static final Set<String> PACKAGES_OF_THE_JDK = ModuleLayer.boot().modules().stream()
            .flatMap(module -> module.getPackages().stream())
            .collect(Collectors.toSet());

    private static final Pattern NAME = Pattern.compile("(?<![.\\w])javax(?:\\.[a-z]\\w*)+");

    @ParameterizedTest
    @ValueSource(strings = {"instrumentations/servlet-5.0", "javaagent/testing"})
    void nameNoPackageThatHasMoved(String module) throws IOException {
        Path target = Repository.root().resolve(module).resolve("target");
        Set<String> left = new TreeSet<>();
        int twins = 0;
        for (String folder : new String[] {"generated-sources/jakarta", "generated-test-sources/jakarta"}) {
            if (Files.isDirectory(target.resolve(folder))) {
                try (Stream<Path> files = Files.walk(target.resolve(folder))) {
                    for (Path twin : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                        twins++;
                        left.addAll(namesIn(Files.readString(twin)));
                    }
                }
            }
        }
        assertThat(twins).isGreaterThan(5);
        assertThat(left).isEmpty();
    }

    @Test
    void namesOfTheJdkStay() {
        assertThat(namesIn("javax.sql.DataSource \"javax.servlet.http.HttpServlet\" dapper.javaagent.testing.javax.A"))
                .containsExactly("javax.servlet.http");
    }

    private static Set<String> namesIn(String source) {
        Matcher names = NAME.matcher(source);
        Set<String> found = new TreeSet<>();
        while (names.find()) {
            if (!PACKAGES_OF_THE_JDK.contains(names.group())) {
                found.add(names.group());
            }
        }
        return found;
    }
}
