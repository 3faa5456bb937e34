// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

/** The version of the agent, filled in by the build. */
public final class AgentVersion {
    private static final String VERSION = "${project.version}";

    private AgentVersion() {}

    public static String get() {
        return VERSION;
    }
}
