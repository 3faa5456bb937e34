// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SamplerConfigTest {
    private final CapturedLog log = new CapturedLog();
    private final Properties properties = new Properties();

    @AfterEach
    void restore() {
        log.close();
    }

    private AgentConfig read(String property, String value) {
        properties.setProperty(property, value);
        return AgentConfig.read(new ConfigSource(AgentArguments.parse(null), properties, new HashMap<>()));
    }

    @Test
    void readsTargetsOfTheAdaptiveSampler() {
        properties.setProperty("dapper.sampling.target.operation", "0.5");

        assertThat(read("dapper.sampling.target.total", "20").sampler())
                .hasToString("adaptive(0.5/s per operation, 20.0/s total)");
    }

    @Test
    void readsWhereToAskForStrategies() {
        properties.setProperty("otel.traces.sampler", "jaeger_remote");
        SamplerConfig sampler = read(
                        "otel.traces.sampler.arg",
                        "endpoint=http://jaeger:14250, pollingIntervalMs=5000,initialSamplingRate=0.25")
                .sampler();

        assertThat(sampler).hasToString("jaeger_remote(http://jaeger:14250, every 5000 ms, 0.25 until then)");
        assertThat(sampler.followsParent()).isFalse();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void asksTheCollectorForStrategiesByDefault() {
        properties.setProperty("otel.traces.sampler", "parentbased_jaeger_remote");
        AgentConfig config = read("otel.exporter.otlp.protocol", "http/protobuf");

        assertThat(config.sampler()).hasToString("parentbased_jaeger_remote(every 60000 ms, 0.001 until then)");
        assertThat(config.sampler().followsParent()).isTrue();
        assertThat(config.otlp().overGrpc().endpoint()).hasToString("http://localhost:4317");
    }

    @Test
    void saysWhatIsWrongWithTheAddressOfStrategiesAndKeepsTheDefault() {
        properties.setProperty("otel.traces.sampler", "jaeger_remote");
        SamplerConfig sampler = read(
                        "otel.traces.sampler.arg",
                        "endpoint=ftp://x,pollingIntervalMs=0,initialSamplingRate=2,rate=1,0.5")
                .sampler();

        assertThat(sampler).hasToString("jaeger_remote(every 60000 ms, 0.001 until then)");
        assertThat(log.lines())
                .containsExactly(
                        "[dapper] WARN otel.traces.sampler.arg: endpoint=ftp://x is not an address such as"
                                + " http://collector:4317; using the one that spans are sent to",
                        "[dapper] WARN otel.traces.sampler.arg: pollingIntervalMs=0 is not a number from 1 to 86400000;"
                                + " using 60000",
                        "[dapper] WARN otel.traces.sampler.arg: initialSamplingRate=2 is not a number from 0 to 1; using"
                                + " 0.001",
                        "[dapper] WARN otel.traces.sampler.arg: 'rate=1' ignored, expected endpoint=, pollingIntervalMs= or"
                                + " initialSamplingRate=, separated by commas",
                        "[dapper] WARN otel.traces.sampler.arg: '0.5' ignored, expected endpoint=, pollingIntervalMs= or"
                                + " initialSamplingRate=, separated by commas");
    }

    @Test
    void readsSamplingRulesBeforeHealthChecks() {
        properties.setProperty("dapper.sampling.rules", "get /cart/*=0.1,, /a=b/**= Never, * /x=always");

        assertThat(read("dapper.sampling.health.checks", "/up,/ping").sampler().rules())
                .hasToString("[GET /cart/*=0.1, /a=b/**=0.0, /x=1.0, /up=0.0, /ping=0.0]");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void saysWhichSamplingRulesItIgnoresAndKeepsTheOthers() {
        properties.setProperty("dapper.sampling.rules", "/a=2,cart=0.1,/b,GET X /c=1,/d=0.5,/e f=1");

        assertThat(read("dapper.sampling.health.checks", "up,/ping").sampler().rules())
                .hasToString("[/d=0.5, /ping=0.0]");
        assertThat(log.lines()).hasSize(6);
        assertThat(log.lines().get(0))
                .isEqualTo("[dapper] WARN dapper.sampling.rules: '/a=2' ignored, expected a path and a share, such as"
                        + " GET /cart/*=0.1; the share is a number from 0 to 1, never or always");
        assertThat(log.lines().get(5))
                .isEqualTo("[dapper] WARN dapper.sampling.health.checks: 'up' ignored, expected a path such as /health,"
                        + " or none");
    }
}
