// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a node starts with what is found here, and keeps its data, is tested by {@link EmbeddedCassandraTest}. */
class CommitLogAccessTest {
    @TempDir
    private Path folder;

    @Test
    void leavesNothingBehind() {
        assertThat(CommitLogAccess.of(folder)).isIn(CommitLogAccess.DIRECT, CommitLogAccess.MAPPED);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void mapsMemoryWhereTheFileSystemHasNoDirectWrites() throws Exception {
        URI archive = URI.create("jar:" + folder.resolve("archive.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path inside = Files.createDirectory(zip.getPath("/commitlog"));

            assertThat(CommitLogAccess.of(inside)).isEqualTo(CommitLogAccess.MAPPED);
            assertThat(inside).isEmptyDirectory();
        }
    }

    @Test
    void isWrittenIntoTheConfigurationOfTheNode() {
        NodeDirectory directory = new NodeDirectory(folder);
        directory.prepare(9042, 7000);

        assertThat(directory.configuration())
                .content()
                .contains("commitlog_disk_access_mode: "
                        + CommitLogAccess.of(folder).setting() + "\n")
                .doesNotContain("${");
    }

    @Test
    void mapsMemoryWhereNothingCanBeWritten() {
        assertThat(CommitLogAccess.of(folder.resolve("missing"))).isEqualTo(CommitLogAccess.MAPPED);
    }
}
