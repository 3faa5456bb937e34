// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.http.CapturedHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CapturedHeadersConfigTest {
    private final Map<String, String> environment = new HashMap<>();

    private Map<CapturedHeaders, List<String>> read() {
        return AgentConfig.read(new ConfigSource(AgentArguments.parse(null), new Properties(), environment))
                .capturedHeaders();
    }

    @Test
    void noHeadersAreRecordedByDefault() {
        assertThat(read()).isEmpty();
    }

    @Test
    void headersAreRecordedByList() {
        environment.put("OTEL_INSTRUMENTATION_HTTP_SERVER_CAPTURE_REQUEST_HEADERS", "X-Tenant, X-Own");
        environment.put("OTEL_INSTRUMENTATION_HTTP_SERVER_CAPTURE_RESPONSE_HEADERS", "X-Answer");
        environment.put("OTEL_INSTRUMENTATION_HTTP_CLIENT_CAPTURE_REQUEST_HEADERS", "X-Sent");
        environment.put("OTEL_INSTRUMENTATION_HTTP_CLIENT_CAPTURE_RESPONSE_HEADERS", "X-Got");
        assertThat(read())
                .isEqualTo(Map.of(
                        CapturedHeaders.SERVER_REQUEST, List.of("X-Tenant", "X-Own"),
                        CapturedHeaders.SERVER_RESPONSE, List.of("X-Answer"),
                        CapturedHeaders.CLIENT_REQUEST, List.of("X-Sent"),
                        CapturedHeaders.CLIENT_RESPONSE, List.of("X-Got")));
    }
}
