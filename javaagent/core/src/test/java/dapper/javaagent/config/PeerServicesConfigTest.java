// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerServicesConfigTest {
    private static final String MAPPING = "otel.instrumentation.common.peer-service-mapping";

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void restore() {
        log.close();
    }

    private static Map<String, String> read(String value) {
        Properties properties = new Properties();
        properties.setProperty(MAPPING, value);
        return AgentConfig.read(new ConfigSource(AgentArguments.parse(null), properties, Map.of()))
                .peerServices();
    }

    @Test
    void readsHostsAndPorts() {
        assertThat(read("cart.internal=cart, 10.0.0.7:8443 = pay,"))
                .isEqualTo(Map.of("cart.internal", "cart", "10.0.0.7:8443", "pay"));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aMistakeIsLoggedAndTheOtherEntriesCount() {
        assertThat(read("cart,a=b,http://c=d,e:f=g,h=")).isEqualTo(Map.of("a", "b"));
        assertThat(log.lines())
                .hasSize(4)
                .first()
                .isEqualTo("[dapper] WARN " + MAPPING + ": 'cart' is ignored, expected a host or a host with a port, ="
                        + " and a name, such as cart.internal:8080=cart");
    }
}
