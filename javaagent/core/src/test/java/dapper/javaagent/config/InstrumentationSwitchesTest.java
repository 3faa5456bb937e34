// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class InstrumentationSwitchesTest {
    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();

    private AgentConfig read() {
        return AgentConfig.read(new ConfigSource(AgentArguments.parse(null), properties, environment));
    }

    private AgentConfig read(String property, String value) {
        properties.setProperty(property, value);
        return read();
    }

    @Test
    void switchesAllVersionsOfALibraryByItsNameAlone() {
        environment.put("OTEL_INSTRUMENTATION_SERVLET_ENABLED", "false");
        AgentConfig config = read("otel.instrumentation.apache-httpclient.enabled", "false");

        assertThat(config.isInstrumentationEnabled("servlet-3.0")).isFalse();
        assertThat(config.isInstrumentationEnabled("servlet-5.0")).isFalse();
        assertThat(config.isInstrumentationEnabled("apache-httpclient-4.3")).isFalse();
        assertThat(config.isInstrumentationEnabled("jdbc")).isTrue();
        assertThat(config.isInstrumentationEnabled("http-url-connection")).isTrue();
    }

    @Test
    void switchesTheEventsOfLogRecordsOnByTheLevelThatIsWanted() {
        environment.put("DAPPER_LOGGING_SPAN_EVENTS", "error");
        AgentConfig config = read("otel.instrumentation.log4j-events.enabled", "false");

        assertThat(config.isInstrumentationWanted("logback-events-1.0")).isTrue();
        assertThat(config.isInstrumentationEnabled("logback-events-1.0")).isTrue();
        assertThat(config.isInstrumentationWanted("java-util-logging-events")).isTrue();
        assertThat(config.isInstrumentationEnabled("log4j-events-2.7")).isFalse();
    }

    @Test
    void prefersTheNameWithItsVersionToTheNameAloneToTheDefault() {
        environment.put("OTEL_INSTRUMENTATION_COMMON_DEFAULT_ENABLED", "false");
        environment.put("OTEL_INSTRUMENTATION_SERVLET_ENABLED", "true");
        environment.put("OTEL_INSTRUMENTATION_SERVLET_3_0_ENABLED", "false");

        assertThat(read().isInstrumentationEnabled("servlet-3.0")).isFalse();
        assertThat(read().isInstrumentationEnabled("servlet-5.0")).isTrue();
        assertThat(read().isInstrumentationEnabled("jdbc")).isFalse();
    }
}
