// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void takesCommandSettingsAndArgumentsApartInAnyOrder() {
        assertThat(CommandLine.parse("--a.b=1", "query", "--c=x=y", "word"))
                .isEqualTo(new CommandLine("query", List.of("word"), Map.of("a.b", "1", "c", "x=y")));
    }

    @Test
    void helpsWhenNothingIsAskedFor() {
        assertThat(CommandLine.parse().command()).isEqualTo("help");
    }

    @Test
    void understandsTheUsualFlags() {
        assertThat(CommandLine.parse("query", "--help")).isEqualTo(CommandLine.parse("help", "query"));
        assertThat(CommandLine.parse("-h").command()).isEqualTo("help");
        assertThat(CommandLine.parse("--version").command()).isEqualTo("version");
    }

    @Test
    void notesAnOptionWithoutValue() {
        assertThat(CommandLine.parse("query", "--port").settings())
                .containsExactly(Map.entry("port", CommandLine.MISSING));
    }

    @Test
    void keepsAnEmptyValue() {
        assertThat(CommandLine.parse("query", "--port=").settings()).containsExactly(Map.entry("port", ""));
    }
}
