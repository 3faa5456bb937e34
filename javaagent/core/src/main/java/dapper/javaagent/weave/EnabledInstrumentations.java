// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.weave;

/** What the configuration says about switching instrumentations on and off. */
public interface EnabledInstrumentations {
    /** @param name as in {@code otel.instrumentation.<name>.enabled} */
    boolean isEnabled(String name);
}
