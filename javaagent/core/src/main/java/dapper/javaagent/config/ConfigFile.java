// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The properties file named by {@code otel.javaagent.configuration-file}. */
final class ConfigFile {
    static final String SETTING = "otel.javaagent.configuration-file";

    private ConfigFile() {}

    static void addTo(ConfigSource source) {
        String path = source.get(SETTING);
        if (path == null) {
            return;
        }
        Properties properties = new Properties();
        try (InputStream in = new FileInputStream(path)) {
            properties.load(in);
            source.addFile(properties);
        } catch (IOException | IllegalArgumentException e) {
            AgentLog.warn(SETTING + "=" + path + " cannot be read (" + e.getMessage() + "); going on without it");
        }
    }
}
