// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;

/**
 * The process that recorded a span. Many spans share one.
 *
 * @param droppedAttributes unsigned
 */
public record Resource(Attributes attributes, int droppedAttributes, String schemaUrl, List<EntityRef> entityRefs) {
    public static final String UNKNOWN_SERVICE = "unknown_service";

    /** A resource that refers to no entities, as most do. */
    public Resource(Attributes attributes, int droppedAttributes, String schemaUrl) {
        this(attributes, droppedAttributes, schemaUrl, List.of());
    }

    /** {@code service.name}, or {@value #UNKNOWN_SERVICE} where the sender gave none. */
    public String serviceName() {
        String name = attributes.text("service.name");
        return name == null || name.isEmpty() ? UNKNOWN_SERVICE : name;
    }
}
