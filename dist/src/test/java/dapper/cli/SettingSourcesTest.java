// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingSourcesTest {
    private static final Setting PORT = new Setting("dapper.x.port", "1", "port of x");
    private static final Setting OTHER = new Setting("dapper.y.port", "1", "port of y");
    private static final List<Setting> ALL = List.of(PORT, OTHER);

    @Test
    void commandLineThenPropertyThenEnvironmentThenFileThenDefault() {
        Map<String, String> two = Map.of("dapper.x.port", "2");
        Map<String, String> three = Map.of("dapper.x.port", "3");
        Map<String, String> four = Map.of("DAPPER_X_PORT", "4");
        Map<String, String> five = Map.of("dapper.x.port", "5");
        assertThat(port(two, three, four, five)).isEqualTo(2);
        assertThat(port(Map.of(), three, four, five)).isEqualTo(3);
        assertThat(port(Map.of(), Map.of(), four, five)).isEqualTo(4);
        assertThat(port(Map.of(), Map.of(), Map.of(), five)).isEqualTo(5);
        assertThat(port(Map.of(), Map.of(), Map.of(), Map.of())).isEqualTo(1);
    }

    @Test
    void refusesUnknownNamesInFileAndSystemProperties() {
        assertThatThrownBy(() -> port(Map.of(), Map.of("dapper.x.poort", "2"), Map.of(), Map.of()))
                .hasMessage("unknown system property dapper.x.poort; did you mean dapper.x.port?");
        assertThatThrownBy(() -> port(Map.of(), Map.of(), Map.of(), Map.of("dapper.z", "2")))
                .hasMessageStartingWith("unknown setting dapper.z in the configuration file");
    }

    @Test
    void sharesTheFileAndTheEnvironmentWithOtherCommands() {
        assertThat(port(Map.of(), Map.of("java.version", "17"), Map.of("HOME", "/"), Map.of("dapper.y.port", "9")))
                .isEqualTo(1);
    }

    @Test
    void readsAPropertiesFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("x.properties"), "# comment\ndapper.x.port = 7\n");
        assertThat(SettingSources.file(file)).containsExactly(Map.entry("dapper.x.port", "7"));
        assertThatThrownBy(() -> SettingSources.file(folder.resolve("none")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("cannot read the configuration file " + folder.resolve("none") + ": "
                        + folder.resolve("none") + ": no such file or directory");
    }

    private static int port(
            Map<String, String> commandLine,
            Map<String, String> properties,
            Map<String, String> environment,
            Map<String, String> file) {
        Settings settings = new SettingSources(commandLine, properties, environment, file).settings(ALL);
        return settings.port(PORT);
    }
}
