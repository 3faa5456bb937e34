// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @TempDir
    Path home;

    @Test
    void namesOnlyFilesThatAreThere() throws IOException {
        Installation installation = new Installation(home);
        assertThat(installation.pathIfPresent(Installation.AGENT)).isNull();

        Files.createDirectory(home.resolve("agent"));
        Path agent = Files.createFile(home.resolve("agent/dapper-javaagent.jar"));

        assertThat(installation.pathIfPresent(Installation.AGENT)).isEqualTo(agent.toString());
        assertThat(installation.pathIfPresent(Installation.LAUNCHER)).isNull();
    }
}
