// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jcontextdata.v2_7;

import dapper.bootstrap.logging.LogEvents;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;

/** Adds log records to the running thread's span. */
public final class SpanEvents {
    private SpanEvents() {}

    /** Returns whether {@link LogEvents#leave} is due when the logger has the record. */
    public static boolean enter(Logger logger, Level level, @Nullable Message message, @Nullable Throwable thrown) {
        if (!LogEvents.enter(severity(level))) {
            return false;
        }
        try {
            LogEvents.add(level.name(), logger.getName(), text(message), thrown);
            return true;
        } catch (Throwable e) {
            LogEvents.leave();
            throw e;
        }
    }

    private static @Nullable String text(@Nullable Message message) {
        try {
            return message == null ? null : message.getFormattedMessage();
        } catch (RuntimeException ofTheApplication) {
            return message.getFormat();
        }
    }

    private static int severity(Level level) {
        if (level.isMoreSpecificThan(Level.ERROR)) {
            return LogEvents.ERROR;
        }
        if (level.isMoreSpecificThan(Level.WARN)) {
            return LogEvents.WARN;
        }
        return level.isMoreSpecificThan(Level.INFO) ? LogEvents.INFO : 0;
    }
}
