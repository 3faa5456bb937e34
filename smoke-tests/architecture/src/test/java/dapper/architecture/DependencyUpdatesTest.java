// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class DependencyUpdatesTest {
    /** In dependencies, and in the properties that are named for a library. */
    private static final Pattern GROUP = Pattern.compile("<(?:groupId|[\\w.-]+\\.group)>([\\w.-]+)</");

    private static final Pattern IGNORED = Pattern.compile("- dependency-name: ([\\w.:*-]+)\\n");

    @Test
    void noLibraryOfAnInstrumentationIsRaised() throws IOException {
        List<Pattern> ignored = IGNORED.matcher(
                        Files.readString(Repository.root().resolve(".github/dependabot.yml")))
                .results()
                .map(name -> Pattern.compile(name.group(1).replace(".", "\\.").replace("*", ".*")))
                .toList();
        Set<String> groups = new TreeSet<>();
        for (Path pom : Repository.find("pom.xml")) {
            Path folder = Repository.root().relativize(pom.getParent());
            if (folder.startsWith("instrumentations") && folder.getNameCount() == 2 && !folder.endsWith("parent")) {
                GROUP.matcher(Files.readString(pom)).results().forEach(group -> groups.add(group.group(1)));
            }
        }
        // Byte Buddy is a library of the agent, and of some tests. Testcontainers is a library of the build.
        groups.removeIf(Set.of("io.dapper", "org.codehaus.mojo", "net.bytebuddy", "org.testcontainers")::contains);
        assertThat(groups).hasSizeGreaterThan(15);
        assertThat(groups)
                .allSatisfy(group -> assertThat(ignored)
                        .as("the list ignore of .github/dependabot.yml has " + group)
                        .anyMatch(name -> name.matcher(group + ":artifact").matches()));
    }
}
