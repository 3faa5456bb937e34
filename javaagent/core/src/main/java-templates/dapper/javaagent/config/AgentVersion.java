// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

/** The version of the agent, which the build writes here. */
public final class AgentVersion {
    private static final String VERSION = "${project.version}";

    private AgentVersion() {}

    public static String get() {
        return VERSION;
    }
}
