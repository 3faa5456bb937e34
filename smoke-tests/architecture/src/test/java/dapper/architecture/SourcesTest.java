// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class SourcesTest {
    private static final int MOST_LINES = 400;

    @Test
    void noFileIsTooLongToRead() throws IOException {
        List<Path> sources = Repository.find(".java");
        assertThat(sources).hasSizeGreaterThan(50);
        for (Path source : sources) {
            assertThat(Files.readAllLines(source, StandardCharsets.UTF_8))
                    .as(source.toString())
                    .hasSizeLessThanOrEqualTo(MOST_LINES);
        }
    }

    /** Without the module the folder is not built; without the dependency it is missing in the agent's jar. */
    @Test
    void everyInstrumentationIsAModuleAndADependency() throws IOException {
        Path folder = Repository.root().resolve("instrumentations");
        String list = Files.readString(folder.resolve("pom.xml"));
        List<String> folders;
        try (Stream<Path> files = Files.list(folder)) {
            folders = files.filter(path -> Files.exists(path.resolve("pom.xml")))
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
        assertThat(folders).hasSizeGreaterThan(10);
        assertThat(names(list, "<module>([^<]+)</module>"))
                .as("modules of instrumentations/pom.xml")
                .isEqualTo(folders);
        assertThat(names(list, "<artifactId>dapper-instrumentation-([^<]+)</artifactId>"))
                .as("dependencies of instrumentations/pom.xml")
                .isEqualTo(
                        folders.stream().filter(name -> !name.equals("parent")).toList());
    }

    private static List<String> names(String pom, String element) {
        return Pattern.compile(element)
                .matcher(pom)
                .results()
                .map(result -> result.group(1))
                .sorted()
                .toList();
    }

    @Test
    void theSampleApplicationsDoNotKnowUs() throws IOException {
        List<Path> sources = Repository.find(".java").stream()
                .filter(path -> path.startsWith(Repository.root().resolve("smoke-tests/apps")))
                .toList();
        assertThat(sources).hasSizeGreaterThan(20);
        for (Path source : sources) {
            assertThat(Files.readString(source)).as(source.toString()).doesNotContainIgnoringCase("dapper");
        }
    }
}
