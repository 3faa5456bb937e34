// SPDX-License-Identifier: Apache-2.0
package dapper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Markdown files of the repository. */
@Tag("once")
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");

    @Test
    void everyModuleHasAReadme() {
        List<String> without = Repository.folders().stream()
                .filter(folder ->
                        Files.isDirectory(Repository.root().resolve(folder).resolve("src")))
                // Each is a row of one table.
                .filter(folder -> !folder.startsWith("smoke-tests/apps/"))
                .filter(folder ->
                        !Files.isRegularFile(Repository.root().resolve(folder).resolve("README.md")))
                .toList();
        assertThat(without).as("modules without a README.md").isEmpty();
    }

    @Test
    void theirLinksLeadSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        List<Path> documents = Repository.find(".md").stream()
                // That of the tar.gz: its links are tested there.
                .filter(document -> !document.endsWith("dist/src/main/assembly/README.md"))
                .toList();
        assertThat(documents).hasSizeGreaterThan(20);
        for (Path document : documents) {
            LINK.matcher(Files.readString(document))
                    .results()
                    .filter(link -> !leadsSomewhere(document, link.group(1), link.group(2)))
                    .forEach(link -> dead.add(Repository.root().relativize(document) + " -> " + link.group()));
        }
        assertThat(dead).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String path, String anchor) {
        Path target = path.isEmpty() ? document : document.resolveSibling(path);
        return Files.exists(target) && (anchor == null || anchors(target).anyMatch(anchor::equals));
    }

    /** GitHub makes the anchor of a heading of its letters, digits and hyphens. */
    private static Stream<String> anchors(Path document) {
        try {
            return Files.readAllLines(document).stream()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ +", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
