// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.logging;

import org.jspecify.annotations.Nullable;

/** Replaces the class of the same name in {@code java.util.logging}. */
public class LogRecord {
    private final Level level;
    private final String message;
    private @Nullable Throwable thrown;

    public LogRecord(Level level, String message) {
        this.level = level;
        this.message = message;
    }

    Level level() {
        return level;
    }

    String message() {
        return message;
    }

    @Nullable
    Throwable thrown() {
        return thrown;
    }

    public void setThrown(@Nullable Throwable thrown) {
        this.thrown = thrown;
    }

    public void setLoggerName(String name) {}

    public void setSourceClassName(String name) {}

    public void setSourceMethodName(String name) {}

    public void setParameters(Object[] parameters) {}
}
