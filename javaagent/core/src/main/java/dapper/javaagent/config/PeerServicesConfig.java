// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of called services by their addresses: {@code cart.internal=cart,10.0.0.7:8443=pay}. An entry that cannot be
 * read is logged in one line, and the others stay valid.
 */
final class PeerServicesConfig {
    private static final String MAPPING = "otel.instrumentation.common.peer-service-mapping";

    private PeerServicesConfig() {}

    static Map<String, String> read(ConfigReader reader) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String entry : reader.list(MAPPING)) {
            int equals = entry.indexOf('=');
            String host = equals < 0 ? "" : entry.substring(0, equals).trim();
            String name = entry.substring(equals + 1).trim();
            if (!isAddress(host) || name.isEmpty()) {
                AgentLog.warn(MAPPING + ": '" + entry + "' is ignored, expected a host or a host"
                        + " with a port, = and a name, such as cart.internal:8080=cart");
            } else {
                names.put(host, name);
            }
        }
        return names;
    }

    private static boolean isAddress(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon >= 0 && text.indexOf(':') == colon;
        String host = hasPort ? text.substring(0, colon) : text;
        return !host.isEmpty()
                && host.indexOf('/') < 0
                && host.indexOf(' ') < 0
                && (!hasPort || text.substring(colon + 1).matches("[0-9]{1,5}"));
    }
}
