// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

/**
 * Combines {@code OTEL_LOG_LEVEL}, {@code OTEL_JAVAAGENT_DEBUG} and {@code OTEL_JAVAAGENT_LOGGING=none} into one level.
 */
final class LogLevel {
    private LogLevel() {}

    static int read(ConfigReader reader) {
        if (reader.flag("otel.javaagent.debug", false)) {
            return AgentLog.DEBUG;
        }
        if ("none".equalsIgnoreCase(reader.text("otel.javaagent.logging"))) {
            return AgentLog.NONE;
        }
        switch (reader.choice("otel.log.level", "info", "none", "error", "warn", "debug")) {
            case "none":
            case "error":
                return AgentLog.NONE;
            case "warn":
                return AgentLog.WARN;
            case "debug":
                return AgentLog.DEBUG;
            default:
                return AgentLog.INFO;
        }
    }
}
