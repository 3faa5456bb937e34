// SPDX-License-Identifier: Apache-2.0
package dapper.server.settings;

import java.util.Locale;

/**
 * One setting of a server.
 *
 * @param key name in a configuration file and after {@code --} on the command line, for instance
 *     {@code dapper.collector.grpc.port}
 * @param defaultValue value if the setting is absent; empty for none
 * @param help one sentence for a user, with the unit and the range
 */
public record Setting(String key, String defaultValue, String help) {

    /** Returns the environment variable that sets it, for instance {@code DAPPER_COLLECTOR_GRPC_PORT}. */
    public String environmentVariable() {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
