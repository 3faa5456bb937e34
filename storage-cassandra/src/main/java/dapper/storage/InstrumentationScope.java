// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/**
 * The instrumentation that recorded a span; name and version are empty when unknown.
 *
 * @param droppedAttributes unsigned
 */
public record InstrumentationScope(
        String name, String version, Attributes attributes, int droppedAttributes, String schemaUrl) {
    public static final InstrumentationScope UNKNOWN = new InstrumentationScope("", "", Attributes.EMPTY, 0, "");
}
