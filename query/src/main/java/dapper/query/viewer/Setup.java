// SPDX-License-Identifier: Apache-2.0
package dapper.query.viewer;

import org.jspecify.annotations.Nullable;

/**
 * Facts of this installation for the page that shows how to send the first trace. Unknown facts are null.
 *
 * @param agentJar path of the agent's jar on this machine
 * @param launcher path of the program {@code dapper} on this machine
 * @param collectorPort the OTLP gRPC port of a collector in this process
 */
public record Setup(
        @Nullable String agentJar,
        @Nullable String launcher,
        @Nullable Integer collectorPort) {
    public static final Setup UNKNOWN = new Setup(null, null, null);
}
