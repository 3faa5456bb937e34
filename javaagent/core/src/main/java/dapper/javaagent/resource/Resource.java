// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The process that the spans come from, in OpenTelemetry's terms. Immutable. */
public final class Resource {
    /** For requests that are never sent. */
    public static final Resource EMPTY = new Resource(Collections.<String, Object>emptyMap());

    static final String SERVICE_NAME = "service.name";

    private final Map<String, Object> attributes;

    Resource(Map<String, Object> attributes) {
        this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** Values are strings, except {@code process.pid}, which is a Long. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    public String serviceName() {
        return String.valueOf(attributes.get(SERVICE_NAME));
    }
}
