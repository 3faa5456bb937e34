// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import dapper.bootstrap.http.CapturedHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The headers that are recorded: four lists of names, which are empty unless the operator sets them. */
final class CapturedHeadersConfig {
    private static final String PREFIX = "otel.instrumentation.http.";

    private CapturedHeadersConfig() {}

    /** Loads no class of the headers for lists that are empty: each class before main costs the application's start. */
    static Map<CapturedHeaders, List<String>> read(ConfigReader reader) {
        Map<CapturedHeaders, List<String>> headers = new HashMap<>();
        List<String> names = reader.list(PREFIX + "server.capture-request-headers");
        if (!names.isEmpty()) {
            headers.put(CapturedHeaders.SERVER_REQUEST, names);
        }
        names = reader.list(PREFIX + "server.capture-response-headers");
        if (!names.isEmpty()) {
            headers.put(CapturedHeaders.SERVER_RESPONSE, names);
        }
        names = reader.list(PREFIX + "client.capture-request-headers");
        if (!names.isEmpty()) {
            headers.put(CapturedHeaders.CLIENT_REQUEST, names);
        }
        names = reader.list(PREFIX + "client.capture-response-headers");
        if (!names.isEmpty()) {
            headers.put(CapturedHeaders.CLIENT_RESPONSE, names);
        }
        return headers;
    }
}
