// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import dapper.bootstrap.http.CapturedHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The headers that are recorded: four lists of names, which are empty unless the operator sets them. */
final class CapturedHeadersConfig {
    private static final String PREFIX = "otel.instrumentation.http.";

    private CapturedHeadersConfig() {}

    static Map<CapturedHeaders, List<String>> read(ConfigReader reader) {
        Map<CapturedHeaders, List<String>> headers = new LinkedHashMap<>();
        put(headers, CapturedHeaders.SERVER_REQUEST, reader, "server.capture-request-headers");
        put(headers, CapturedHeaders.SERVER_RESPONSE, reader, "server.capture-response-headers");
        put(headers, CapturedHeaders.CLIENT_REQUEST, reader, "client.capture-request-headers");
        put(headers, CapturedHeaders.CLIENT_RESPONSE, reader, "client.capture-response-headers");
        return headers;
    }

    private static void put(
            Map<CapturedHeaders, List<String>> headers, CapturedHeaders kind, ConfigReader reader, String property) {
        List<String> names = reader.list(PREFIX + property);
        if (!names.isEmpty()) {
            headers.put(kind, names);
        }
    }
}
