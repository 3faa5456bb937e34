// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

/** The configuration of enabled and disabled instrumentations. */
public interface EnabledInstrumentations {
    /** @param name as in {@code otel.instrumentation.<name>.enabled} */
    boolean isEnabled(String name);
}
