// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jmdc.v1_2;

import dapper.bootstrap.logging.LogEvents;
import org.apache.log4j.Level;
import org.apache.log4j.spi.LoggingEvent;
import org.apache.log4j.spi.ThrowableInformation;
import org.jspecify.annotations.Nullable;

/** Adds log events to the running thread's span. */
public final class SpanEvents {
    private SpanEvents() {}

    /** Returns whether {@link LogEvents#leave} is due when the appenders have the event. */
    public static boolean enter(LoggingEvent event) {
        Level level = event.getLevel();
        if (!LogEvents.enter(severity(level.toInt()))) {
            return false;
        }
        try {
            LogEvents.add(level.toString(), event.getLoggerName(), text(event), thrown(event));
            return true;
        } catch (Throwable e) {
            LogEvents.leave();
            throw e;
        }
    }

    /** The event keeps the text, which the layouts would render otherwise. */
    private static @Nullable String text(LoggingEvent event) {
        try {
            return event.getRenderedMessage();
        } catch (RuntimeException ofTheApplication) {
            return null;
        }
    }

    private static int severity(int level) {
        if (level >= Level.ERROR_INT) {
            return LogEvents.ERROR;
        }
        if (level >= Level.WARN_INT) {
            return LogEvents.WARN;
        }
        return level >= Level.INFO_INT ? LogEvents.INFO : 0;
    }

    private static @Nullable Throwable thrown(LoggingEvent event) {
        ThrowableInformation information = event.getThrowableInformation();
        return information == null ? null : information.getThrowable();
    }
}
