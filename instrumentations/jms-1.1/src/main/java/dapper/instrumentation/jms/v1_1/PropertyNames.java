// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

/**
 * The names of headers as names of properties. A property must have the name of a Java variable, so a hyphen is written
 * as OpenTelemetry's agent writes it. The match does not ignore case: no provider does.
 */
final class PropertyNames {
    private static final String HYPHEN = "__dash__";

    private PropertyNames() {}

    static String property(String header) {
        return header.indexOf('-') < 0 ? header : header.replace("-", HYPHEN);
    }

    static String header(String property) {
        return property.contains(HYPHEN) ? property.replace(HYPHEN, "-") : property;
    }
}
