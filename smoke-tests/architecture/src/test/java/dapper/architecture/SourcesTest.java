// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
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

    @Test
    void everyInstrumentationIsOnTheOneList() throws IOException {
        Path folder = Repository.root().resolve("instrumentations");
        Matcher modules =
                Pattern.compile("<module>([^<]+)</module>").matcher(Files.readString(folder.resolve("pom.xml")));
        List<String> listed =
                modules.results().map(result -> result.group(1)).sorted().toList();
        try (Stream<Path> folders = Files.list(folder)) {
            assertThat(folders.filter(path -> Files.exists(path.resolve("pom.xml")))
                            .map(path -> path.getFileName().toString())
                            .sorted())
                    .isEqualTo(listed);
        }
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
