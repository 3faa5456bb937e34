// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Compares the README's table of agent settings with the settings that the agent reads. */
class ReadmeTest {
    private static final Path README = Path.of("../../README.md");
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Z_<>]+)` \\| (\\S[^|]*)?\\| \\S", Pattern.MULTILINE);
    private static final Pattern LINE = Pattern.compile("(\\S+) = (.*)");
    private static final String OTLP = "OTEL_EXPORTER_OTLP_";
    private static final String DEFAULT = " (default)";

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void restore() {
        log.close();
    }

    /** The default of each variable in the README, reduced to its literals. */
    private static Map<String, String> documented() throws IOException {
        String readme = Files.readString(README);
        String table =
                readme.substring(readme.indexOf("<!-- agent-settings -->"), readme.indexOf("<!-- /agent-settings -->"));
        return ROW.matcher(table)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), ReadmeTest::literal, (a, b) -> a + b, TreeMap::new));
    }

    private static String literal(MatchResult row) {
        String text = row.group(2) == null ? "" : row.group(2).strip();
        return text.startsWith("`") ? text.substring(1, text.length() - 1) : "";
    }

    /** The default of each variable that is read with any sampler, if the default is fixed. */
    private static Map<String, String> asked() {
        Map<String, String> asked = new TreeMap<>();
        for (String sampler : List.of("", "parentbased_traceidratio", "jaeger_remote")) {
            AgentConfig config = AgentConfig.read(new ConfigSource(
                    Map.of("otel.log.level", "debug", "otel.traces.sampler", sampler), Map.of(), new HashMap<>()));
            config.isInstrumentationEnabled("servlet-3.0");
            for (String line : config.explain()) {
                MatchResult setting = LINE.matcher(line).results().findFirst().orElseThrow();
                String value = setting.group(2);
                asked.merge(
                        variable(setting.group(1)),
                        value.endsWith(DEFAULT) ? value.substring(0, value.length() - DEFAULT.length()) : "",
                        (a, b) -> a.isEmpty() ? b : a);
            }
        }
        return asked;
    }

    /** With a placeholder for names that share one row in the README. */
    private static String variable(String property) {
        return ConfigSource.environmentName(property)
                .replaceFirst("^OTEL_INSTRUMENTATION_SERVLET(_3_0)?_", "OTEL_INSTRUMENTATION_<NAME>_")
                .replaceFirst('^' + OTLP + "(TRACES|METRICS)_\\w+", OTLP + "$1_<SETTING>");
    }

    @Test
    void describesEverySettingAndNoOther() throws IOException {
        assertThat(documented().keySet()).containsExactlyElementsOf(asked().keySet());
    }

    @Test
    void saysWhichDefaultsTheyHave() throws IOException {
        Map<String, String> documented = documented();
        Map<String, String> asked = asked();
        documented.values().removeIf(String::isEmpty);
        asked.values().removeIf(String::isEmpty);
        documented.keySet().retainAll(asked.keySet());
        asked.keySet().retainAll(documented.keySet());

        assertThat(documented).hasSizeGreaterThan(15);
        assertThat(asked)
                .allSatisfy((variable, value) ->
                        assertThat(documented.get(variable)).as(variable).isIn(value, value.replaceFirst("\\.0$", "")));
    }
}
