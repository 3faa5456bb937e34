// SPDX-License-Identifier: Apache-2.0
package dapper.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private Path file;

    @BeforeEach
    void watch() throws IOException {
        file = Files.writeString(folder.resolve("file"), "first");
        files.add(List.of(file), () -> {
            try {
                loaded.add(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
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

    private void lookAt(String content) throws IOException {
        Files.writeString(file, content);
        files.look();
    }
}
