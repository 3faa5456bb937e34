// SPDX-License-Identifier: Apache-2.0
package dapper.otlp.decode;

import dapper.storage.Span;
import java.util.Set;

/**
 * The attributes without which a span cannot be found or understood: its origin, and whether it has ended. They are
 * kept regardless of the number of attributes before them. The list is short, because these attributes may exceed the
 * limit.
 */
final class NeededKeys {
    private static final Set<String> KEYS = Set.of(
            "service.name",
            "service.namespace",
            "service.instance.id",
            "service.version",
            "deployment.environment.name",
            "telemetry.sdk.language",
            "telemetry.sdk.name",
            "telemetry.sdk.version",
            "host.name",
            "host.id",
            "process.pid",
            Span.UNFINISHED);

    private NeededKeys() {}

    static boolean contains(String key) {
        return KEYS.contains(key);
    }
}
