// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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

    private @Nullable String url(String settings) {
        for (String setting : settings.split(" ")) {
            int equals = setting.indexOf('=');
            properties.setProperty("otel.exporter.otlp." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        OtlpConfig metrics = read().otlpForMetrics();
        return metrics == null
                ? null
                : (metrics.isGrpc() ? "grpc " : "http ") + metrics.endpoint().url();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                // Beside the spans, unless metrics or all signals are configured.
                "timeout=7,                                                   grpc http://localhost:4317",
                "protocol=http/protobuf,                                      http http://localhost:4318/v1/metrics",
                "protocol=http/protobuf endpoint=http://h:1,                  http http://h:1/v1/metrics",
                "protocol=http/protobuf endpoint=http://h:1/x/,               http http://h:1/x/v1/metrics",
                "endpoint=https://h:2,                                        grpc https://h:2",
                "traces.endpoint=http://h:1,                                  grpc http://h:1",
                "protocol=http/protobuf traces.endpoint=https://h:2/v1/traces?key=1, http https://h:2/v1/metrics?key=1",
                "protocol=http/protobuf traces.endpoint=https://h:2/in,       null",
                "traces.protocol=http/protobuf,                               http http://localhost:4318/v1/metrics",
                // A setting for metrics is used unchanged, a setting for all signals is a base.
                "metrics.endpoint=http://m:3,                                 grpc http://m:3",
                "protocol=http/protobuf metrics.endpoint=http://m:3,          http http://m:3/",
                "protocol=http/protobuf metrics.endpoint=http://m:3/otlp/v1/metrics, http http://m:3/otlp/v1/metrics",
                "endpoint=http://h:1 metrics.endpoint=http://m:3,             grpc http://m:3",
                "endpoint=http://h:1 traces.endpoint=http://t:2,              grpc http://h:1",
                "protocol=http/protobuf endpoint=http://h:1 traces.endpoint=http://t:2/x, http http://h:1/v1/metrics",
                "traces.protocol=http/protobuf endpoint=http://h:1,           grpc http://h:1",
                "metrics.protocol=http/protobuf,                              http http://localhost:4318/v1/metrics",
                "metrics.protocol=http/protobuf traces.endpoint=http://t:4317, http http://t:4318/v1/metrics",
                "metrics.protocol=grpc protocol=http/protobuf traces.endpoint=http://t:9/x, grpc http://t:4317",
                "metrics.protocol=http/protobuf endpoint=http://h:1/x metrics.headers=a=b, http http://h:1/x/v1/metrics",
            })
    void sendsMetricsWhereTheSettingsForThemSay(String settings, @Nullable String expected) {
        assertThat(url(settings)).isEqualTo(expected);
    }

    @Test
    void readsEverySettingForMetricsBeforeItsGeneralTwin() {
        url("endpoint=http://h:1 protocol=http/protobuf headers=a=general timeout=9s compression=none certificate=g.pem"
                + " client.key=g.key client.certificate=gc.pem metrics.endpoint=http://m:3/in metrics.headers=b=own"
                + " metrics.timeout=3s metrics.compression=gzip metrics.certificate=m.pem metrics.client.key=m.key"
                + " metrics.client.certificate=mc.pem");
        OtlpConfig metrics = read().otlpForMetrics();
        assertThat(metrics.headers()).isEqualTo(Map.of("b", "own"));
        assertThat(metrics.timeoutMillis()).isEqualTo(3_000);
        assertThat(metrics.isGzip()).isTrue();
        assertThat(metrics.certificate()).isEqualTo("m.pem");
        assertThat(metrics.clientKey()).isEqualTo("m.key");
        assertThat(metrics.clientCertificate()).isEqualTo("mc.pem");
        assertThat(read().otlp().headers()).isEqualTo(Map.of("a", "general"));
        assertThat(read().otlp().certificate()).isEqualTo("g.pem");
    }

    /** A token for the collector must not go to another server. */
    @Test
    void headersOfTheSpansStayWithTheirServer() {
        url("traces.endpoint=http://t:2 traces.headers=token=secret");
        assertThat(read().otlpForMetrics().headers()).isEqualTo(Map.of("token", "secret"));
        url("metrics.endpoint=http://m:3");
        assertThat(read().otlpForMetrics().headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint=http://h:1,true,10000",
        "traces.endpoint=http://h:1 traces.timeout=4s,true,4000",
        "endpoint=http://h:1 metrics.compression=gzip,false,10000",
        "endpoint=http://h:1 metrics.endpoint=http://h:1,true,10000",
        "endpoint=http://h:1 metrics.endpoint=http://m:3,false,2000",
        "endpoint=http://h:1 metrics.endpoint=http://m:3 timeout=6s,false,6000",
    })
    void sharesTheConnectionWhereNothingDiffersAndIsBriefElsewhere(String settings, boolean shared, long timeout) {
        url(settings);
        OtlpConfig metrics = read().otlpForMetrics();
        assertThat(metrics.sharesConnection(read().otlp())).isEqualTo(shared);
        assertThat(metrics.timeoutMillis()).isEqualTo(timeout);
    }
}
