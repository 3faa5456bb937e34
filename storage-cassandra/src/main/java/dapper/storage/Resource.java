// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/** The process that recorded a span. Many spans share one. */
public record Resource(Attributes attributes, int droppedAttributes, String schemaUrl) {
    public static final String UNKNOWN_SERVICE = "unknown_service";

    /** {@code service.name}, or {@value #UNKNOWN_SERVICE} where the sender gave none. */
    public String serviceName() {
        String name = attributes.text("service.name");
        return name == null || name.isEmpty() ? UNKNOWN_SERVICE : name;
    }
}
