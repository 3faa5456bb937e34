// SPDX-License-Identifier: Apache-2.0
package dapper.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.smoke.run.Distribution;
import dapper.smoke.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The README is accurate: its commands exist, its server settings match the code (the agent's are tested in the agent's
 * module). The links of all documents that the tar.gz contains work.
 */
@Tag("once")
class ReadmeTest {
    private static final Map<String, String> JAVA = Map.of("JAVA_HOME", System.getProperty("java.home"));
    private static final Path ROOT = Distribution.repository();

    private final String readme = Files.readString(ROOT.resolve("README.md"));

    ReadmeTest() throws IOException {}

    @Test
    void itsCommandsAreCommands() {
        List<String> commands = find("\\./dapper ([a-z][a-z-]*)|bin/dapper ([a-z][a-z-]*)").stream()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .distinct()
                .toList();
        assertThat(commands).contains("demo", "all-in-one", "collector", "query", "help", "version");
        assertThat(commands)
                .allSatisfy(command -> assertThat(help("help".equals(command) ? "" : command))
                        .as(command)
                        .isNotEmpty());
    }

    @Test
    void theSettingsOnItsCommandLinesBelongToTheCommand() {
        List<MatchResult> commandLines = find("\\./dapper ([a-z-]+)((?: --[a-z.-]+=\\S+)+)");
        assertThat(commandLines).hasSizeGreaterThan(1);
        for (MatchResult line : commandLines) {
            String settings = String.join("\n", help(line.group(1)));
            Pattern.compile("--([a-z.-]+)=")
                    .matcher(line.group(2))
                    .results()
                    .forEach(setting -> assertThat(settings).contains("--" + setting.group(1) + "="));
        }
    }

    @Test
    void itsTableOfServerSettingsIsWhatTheServersRead() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String command : List.of("collector", "query", "cassandra", "demo")) {
            rows(command).forEach(rows::putIfAbsent);
        }
        String table = "| setting | default | meaning |\n|---|---|---|\n" + String.join("\n", rows.values()) + "\n";
        assertThat(section("server-settings")).isEqualTo(table);
    }

    @Test
    void theDocumentsOfTheDistributionHaveNoDeadLinks() throws IOException {
        List<Path> documents;
        try (Stream<Path> files = Files.walk(Distribution.home())) {
            documents = files.filter(file -> file.toString().endsWith(".md")).toList();
        }
        assertThat(documents)
                .hasSizeGreaterThan(30)
                .contains(
                        Distribution.home().resolve("README.md"),
                        Distribution.home().resolve("docs/SECURITY.md"));
        Set<String> dead = new TreeSet<>();
        for (Path document : documents) {
            find("]\\((?!https?:)([^)#]+)", Files.readString(document)).stream()
                    .filter(link -> !Files.exists(document.resolveSibling(link.group(1))))
                    .forEach(link -> dead.add(document + " -> " + link.group(1)));
        }
        assertThat(dead).isEmpty();
    }

    private List<MatchResult> find(String regex) {
        return find(regex, readme);
    }

    private static List<MatchResult> find(String regex, String text) {
        return Pattern.compile(regex).matcher(text).results().toList();
    }

    private String section(String name) {
        int start = readme.indexOf("<!-- " + name + " -->\n");
        int end = readme.indexOf("<!-- /" + name + " -->");
        return readme.substring(start + name.length() + 10, end);
    }

    /** Returns the table row of each setting, by its key. */
    private static Map<String, String> rows(String command) {
        Map<String, String> rows = new LinkedHashMap<>();
        List<String> lines = help(command);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("  --dapper.")) {
                String[] setting = lines.get(i).substring(4).split("=", 2);
                String value = setting[1].isEmpty() ? "" : "`" + setting[1] + "`";
                String meaning = lines.subList(i + 1, lines.size()).stream()
                        .map(String::strip)
                        .takeWhile(line -> !line.startsWith("environment: "))
                        .collect(Collectors.joining(" "));
                rows.put(setting[0], "| `" + setting[0] + "` | " + value + " | " + meaning + " |");
            }
        }
        return rows;
    }

    private static List<String> help(String command) {
        List<String> words = new ArrayList<>(List.of(Distribution.launcher().toString(), "help"));
        if (!command.isEmpty()) {
            words.add(command);
        }
        Program help = Program.start(words, JAVA);
        assertThat(help.awaitExit()).as(help.toString()).isZero();
        return help.standardOutput();
    }
}
