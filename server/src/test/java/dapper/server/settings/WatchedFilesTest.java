// SPDX-License-Identifier: Apache-2.0
package dapper.server.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.server.testing.LogLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {
    @TempDir
    Path folder;

    private final WatchedFiles files = new WatchedFiles();
    private final List<String> loaded = new ArrayList<>();
    private boolean refuses;
    private Path file;

    @BeforeEach
    void watch() throws IOException {
        file = Files.writeString(folder.resolve("file"), "first");
        files.load(List.of(file), this::load);
        assertThat(loaded).containsExactly("first");
        loaded.clear();
    }

    private void load(FileContents contents) {
        try {
            loaded.add(contents.text(file, UTF_8));
            // From now on half-written.
            Files.writeString(file, "ha");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (refuses) {
            throw new InvalidSettingException("not usable");
        }
    }

    @AfterEach
    void stop() {
        files.close();
    }

    @Test
    void loadsNewContentOnceTwoLooksHaveFoundIt() throws IOException {
        lookAt("");
        lookAt("sec");
        lookAt("second");
        assertThat(loaded).isEmpty();

        lookAt("second");
        lookAt("second");

        assertThat(loaded).containsExactly("second");
    }

    @Test
    void forgetsAChangeThatWasTakenBack() throws IOException {
        lookAt("second");
        lookAt("first");
        lookAt("first");

        assertThat(loaded).isEmpty();
    }

    @Test
    void loadsThePreviousContentAgainAfterItHasRefusedAnother() throws IOException {
        refuses = true;
        lookAt("second");
        lookAt("second");
        refuses = false;
        lookAt("first");
        lookAt("first");
        lookAt("first");

        assertThat(loaded).containsExactly("second", "first");
    }

    @Test
    void triesRefusedContentAgainAndLogsItOnce() throws IOException {
        refuses = true;
        try (LogLines log = new LogLines()) {
            lookAt("second");
            lookAt("second");
            lookAt("second");
            assertThat(log.with("not usable; the previous content stays in force"))
                    .hasSize(1);
        }
        refuses = false;
        lookAt("second");
        lookAt("second");

        assertThat(loaded).containsExactly("second", "second", "second");
    }

    @Test
    void doesNotStartWithContentThatItsUserRefuses() {
        refuses = true;

        assertThatThrownBy(() -> files.load(List.of(file), this::load)).isInstanceOf(InvalidSettingException.class);
    }

    /** One of the two is replaced while the other is read. */
    @Test
    void startsWithFilesOfOneState() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "first");
        List<String> pairs = new ArrayList<>();
        boolean[] replaces = {true};
        try (WatchedFiles racing = new WatchedFiles(read -> {
            if (replaces[0] && read.equals(other)) {
                replaces[0] = false;
                Files.writeString(file, "second pair");
                Files.writeString(other, "second pair");
            }
            return Files.readAllBytes(read);
        })) {
            Files.writeString(file, "first");
            racing.load(
                    List.of(file, other), contents -> pairs.add(text(contents, file) + ", " + text(contents, other)));
            assertThat(pairs).containsExactly("second pair, second pair");
        }
    }

    @Test
    void loadsNothingThatIsBeingWritten() throws IOException {
        FileTime[] written = {null};
        List<String> texts = new ArrayList<>();
        try (WatchedFiles racing = new WatchedFiles(read -> {
            byte[] content = Files.readAllBytes(read);
            if (written[0] != null) {
                Files.setLastModifiedTime(read, written[0]);
            }
            return content;
        })) {
            Files.writeString(file, "first");
            racing.load(List.of(file), contents -> texts.add(text(contents, file)));

            Files.writeString(file, "second");
            racing.look();
            written[0] = FileTime.fromMillis(1);
            racing.look();
            assertThat(texts).containsExactly("first");
            racing.look();
            assertThat(texts).containsExactly("first", "second");
        }
    }

    private static String text(FileContents contents, Path file) {
        try {
            return contents.text(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lookAt(String content) throws IOException {
        Files.writeString(file, content);
        files.look();
    }
}
