// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.logging;

import dapper.javaagent.config.AgentLog;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the class of the same name in {@code java.util.logging}, as far as our libraries use it. The exporter's own
 * messages are clearer than the libraries' warnings, so these appear only while the agent is being debugged.
 */
public final class Logger {
    private final String name;

    private Logger(String name) {
        this.name = name;
    }

    public static Logger getLogger(String name) {
        return new Logger(name);
    }

    public String getName() {
        return name;
    }

    public boolean isLoggable(Level level) {
        return AgentLog.isDebug() && (level == Level.SEVERE || level == Level.WARNING);
    }

    public void log(Level level, String message, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            AgentLog.debug(name + ": " + message + (thrown == null ? "" : ": " + thrown));
        }
    }

    public void log(Level level, String message) {
        log(level, message, (Throwable) null);
    }

    public void log(Level level, String message, Object parameter) {
        log(level, message, (Throwable) null);
    }

    public void log(Level level, String message, Object[] parameters) {
        log(level, message, (Throwable) null);
    }

    public void log(LogRecord entry) {
        log(entry.level(), entry.message(), entry.thrown());
    }

    public void severe(String message) {
        log(Level.SEVERE, message);
    }

    public void warning(String message) {
        log(Level.WARNING, message);
    }

    public void info(String message) {}

    public void config(String message) {}

    public void fine(String message) {}

    public void finer(String message) {}

    public void finest(String message) {}
}
