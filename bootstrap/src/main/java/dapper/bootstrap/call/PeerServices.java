// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.call;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Span;
import dapper.bootstrap.SpanKind;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that the operator gives to services which are called, by their addresses. A call gets the name when it
 * ends, on the thread that ends it. Costs a read of one field until there are names.
 */
public final class PeerServices {
    private static final AttributeKey ADDRESS = AttributeKey.of("server.address");
    private static final AttributeKey PORT = AttributeKey.of("server.port");
    private static final AttributeKey NAME = AttributeKey.of("service.peer.name");

    private static volatile Map<String, String> names = Collections.emptyMap();

    private PeerServices() {}

    /** @param names by host, or host and port with a colon between them; hosts in any case */
    public static void use(Map<String, String> names) {
        Map<String, String> lower = new HashMap<>();
        for (Map.Entry<String, String> each : names.entrySet()) {
            lower.put(each.getKey().toLowerCase(Locale.ROOT), each.getValue());
        }
        PeerServices.names = lower;
    }

    /** Does nothing for a call without an address, and for one that this process serves: its address is our own. */
    static void describe(Span span) {
        Map<String, String> names = PeerServices.names;
        if (names.isEmpty() || span.kind() == SpanKind.SERVER) {
            return;
        }
        Object address = value(span, ADDRESS);
        if (address instanceof String) {
            String host = ((String) address).toLowerCase(Locale.ROOT);
            String name = names.get(host + ':' + value(span, PORT));
            span.set(NAME, name == null ? names.get(host) : name);
        }
    }

    private static @Nullable Object value(Span span, AttributeKey key) {
        Object[] attributes = span.attributes();
        for (int i = 0; i < span.attributesLength(); i += 2) {
            if (attributes[i] == key) {
                return attributes[i + 1];
            }
        }
        return null;
    }
}
