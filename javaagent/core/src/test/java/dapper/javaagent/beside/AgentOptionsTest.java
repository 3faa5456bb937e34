// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.beside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgentOptionsTest {
    private static String words(String... words) {
        return String.join("\0", words) + "\0";
    }

    @Test
    void readsTheCommandLineUpToTheApplication() {
        String commandLine = words(
                "/opt/jdk/bin/java",
                "-Xmx1g",
                "-javaagent:a.jar",
                "-javaagent:/with spaces/b.jar=key=value",
                "-cp",
                "lib/*",
                "app.Main",
                "-javaagent:not-ours.jar");
        assertThat(AgentOptions.in(List.of(), commandLine, "app.Main -javaagent:not-ours.jar"))
                .containsExactly("a.jar", "/with spaces/b.jar");
    }

    @Test
    void readsAnApplicationInAJar() {
        String commandLine = words("java", "-javaagent:a.jar", "-jar", "app.jar", "-javaagent:x.jar");
        assertThat(AgentOptions.in(List.of(), commandLine, "app.jar -javaagent:x.jar"))
                .containsExactly("a.jar");
        assertThat(AgentOptions.in(List.of(), words("java", "-javaagent:a.jar", "-jar", "app.jar"), "app.jar"))
                .containsExactly("a.jar");
    }

    @Test
    void takesAllWordsOfAProgramThatEmbedsAJvm() {
        assertThat(AgentOptions.in(List.of(), words("server", "-javaagent:a.jar"), null))
                .containsExactly("a.jar");
    }

    @Test
    void readsVariablesWithQuotes() {
        assertThat(AgentOptions.in(
                        List.of("-Xmx1g -javaagent:a.jar=x", "\"-javaagent:/my agents/b.jar\"\n-javaagent:'c d.jar'"),
                        "",
                        null))
                .containsExactly("a.jar", "/my agents/b.jar", "c d.jar");
    }

    @Test
    void nothingIsThere() {
        assertThat(AgentOptions.in(List.of("", "-Dx=-javaagent"), words("java", "app.Main"), "app.Main"))
                .isEmpty();
    }
}
