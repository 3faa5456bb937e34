// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTraceTest {
    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void restore() {
        log.close();
    }

    @Test
    void saysOfEachSettingWhatItIsAndWhoSaidSo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("agent.properties"), "otel.bsp.max.queue.size=100\n");
        Properties properties = new Properties();
        properties.setProperty("otel.traces.sampler", "always_on");
        properties.setProperty("otel.javaagent.debug", "true");

        List<String> lines = AgentConfig.read(new ConfigSource(
                        AgentArguments.parse("otel.service.name=shop"),
                        properties,
                        Map.of(
                                "OTEL_JAVAAGENT_CONFIGURATION_FILE",
                                file.toString(),
                                "OTEL_EXPORTER_OTLP_HEADERS",
                                "authorization=Bearer%20abc,x-tenant=7,oops",
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                "https://user:secret@collector:4317/in?key=secret")))
                .explain();

        assertThat(lines)
                .contains(
                        "otel.javaagent.debug = true (system property)",
                        "otel.javaagent.configuration-file = " + file
                                + " (environment variable OTEL_JAVAAGENT_CONFIGURATION_FILE)",
                        "otel.service.name = shop (agent argument)",
                        "otel.traces.sampler = always_on (system property)",
                        "otel.bsp.max.queue.size = 100 (configuration file)",
                        "otel.exporter.otlp.headers = authorization=***,x-tenant=***,***"
                                + " (environment variable OTEL_EXPORTER_OTLP_HEADERS)",
                        "otel.exporter.otlp.endpoint = https://collector:4317/in?***"
                                + " (environment variable OTEL_EXPORTER_OTLP_ENDPOINT)",
                        "otel.bsp.schedule.delay = 1000 (default)",
                        "otel.exporter.otlp.protocol = grpc (default)",
                        "otel.instrumentation.common.default-enabled = true (default)",
                        "otel.exporter.otlp.certificate = not set")
                .doesNotHaveDuplicates()
                .noneMatch(line -> line.contains("Bearer") || line.contains("secret"));
        assertThat(lines.subList(0, 7)).noneMatch(line -> line.endsWith("(default)"));
    }

    @Test
    void hidesPasswords() {
        assertThat(ConfigTrace.shown("dapper.some.password", "abc")).isEqualTo("***");
        assertThat(ConfigTrace.shown("dapper.some.token", "abc")).isEqualTo("***");
        assertThat(ConfigTrace.shown("otel.service.name", "abc")).isEqualTo("abc");
    }

    @Test
    void remembersNothingWithoutDebug() {
        AgentConfig config = AgentConfig.read(new ConfigSource(AgentArguments.parse(null), new Properties(), Map.of()));

        assertThat(config.explain()).isEmpty();
    }
}
