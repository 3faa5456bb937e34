// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsConfigTest {
    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();

    private AgentConfig read() {
        return AgentConfig.read(new ConfigSource(AgentArguments.parse(null), properties, environment));
    }

    private AgentConfig read(String property, String value) {
        properties.setProperty(property, value);
        return read();
    }

    @ParameterizedTest
    @CsvSource({"otlp,true", "'prometheus, otlp',true", "prometheus,false", "none,false", "logging,false"})
    void sendsMetricsWhereOtlpIsAmongTheExporters(String exporters, boolean exported) {
        assertThat(read("otel.metrics.exporter", exporters).metrics().isExported())
                .isEqualTo(exported);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "http://h:1,http://h:1/v1/metrics",
                "http://h:1/x/,http://h:1/x/v1/metrics",
                "https://h:2/v1/traces?key=1,https://h:2/v1/metrics?key=1",
                "https://h:2/in,null",
            })
    void sendsMetricsBesideTraces(String endpoint, String expected) {
        properties.setProperty("otel.exporter.otlp.protocol", "http/protobuf");
        String property = endpoint.endsWith("in") || endpoint.contains("traces") ? "traces.endpoint" : "endpoint";
        Endpoint metrics = read("otel.exporter.otlp." + property, endpoint)
                .otlp()
                .endpoint()
                .forMetrics();

        assertThat(metrics == null ? null : metrics.url()).isEqualTo(expected);
    }
}
