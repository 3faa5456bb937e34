// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContractApplicationsTest {
    private static final Path SOURCES = Path.of("src/main/java/dapper/javaagent/testing");

    /** Except for the order of imports, which the formatter decides. */
    @Test
    void bothApisHaveTheSameApplication() throws IOException {
        assertThat(names("jakarta")).isNotEmpty().isEqualTo(names("javax"));
        for (String name : names("javax")) {
            assertThat(lines("jakarta", name)).as(name).isEqualTo(lines("javax", name));
        }
    }

    private static List<String> names(String api) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(api))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> lines(String api, String name) throws IOException {
        return Files.readString(SOURCES.resolve(api).resolve(name))
                .replace("javax", "jakarta")
                .lines()
                .sorted()
                .toList();
    }
}
