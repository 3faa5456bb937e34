// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of the agent, as the build wrote it into a resource. */
public final class AgentVersion {
    private static final String VERSION = read();

    private AgentVersion() {}

    public static String get() {
        return VERSION;
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = AgentVersion.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            // Unknown, then.
        }
        return properties.getProperty("version", "unknown");
    }
}
