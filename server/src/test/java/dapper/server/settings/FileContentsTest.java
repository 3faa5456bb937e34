// SPDX-License-Identifier: Apache-2.0
package dapper.server.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentsTest {
    @TempDir
    Path folder;

    private Path certificate;
    private Path key;

    @BeforeEach
    void write() throws IOException {
        certificate = Files.writeString(folder.resolve("certificate"), "one");
        key = Files.writeString(folder.resolve("key"), "two");
    }

    @Test
    void areSteadyWhileNobodyWrites() throws IOException {
        FileContents contents = read(certificate, key);

        assertThat(contents.isSteady()).isTrue();
        assertThat(contents.text(certificate, UTF_8)).isEqualTo("one");
        assertThat(contents.text(key, UTF_8)).isEqualTo("two");
        assertThat(contents.digest()).isEqualTo(read(certificate, key).digest());
    }

    @Test
    void areNotSteadyIfAFileChangesAfterItWasRead() {
        assertThat(readWhile(() -> Files.writeString(certificate, "longer"))).isFalse();
        assertThat(readWhile(() -> Files.setLastModifiedTime(certificate, FileTime.fromMillis(1))))
                .isFalse();
        assertThat(readWhile(() -> Files.delete(certificate))).isFalse();
    }

    private static FileContents read(Path... files) {
        return FileContents.read(List.of(files), Files::readAllBytes);
    }

    private interface Change {
        void make() throws IOException;
    }

    /** Makes a change between the reading of the first and of the second file. */
    private boolean readWhile(Change change) {
        return FileContents.read(List.of(certificate, key), file -> {
                    if (file.equals(key)) {
                        change.make();
                    }
                    return Files.readAllBytes(file);
                })
                .isSteady();
    }

    @Test
    void failOnlyWhenTheyAreUsed() throws IOException {
        Path missing = folder.resolve("missing");
        Files.write(key, new byte[] {(byte) 0xff});
        FileContents contents = read(certificate, key, missing);

        assertThat(contents.isSteady()).isTrue();
        assertThatThrownBy(() -> contents.text(missing, UTF_8)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> contents.text(key, UTF_8)).isInstanceOf(MalformedInputException.class);
    }
}
