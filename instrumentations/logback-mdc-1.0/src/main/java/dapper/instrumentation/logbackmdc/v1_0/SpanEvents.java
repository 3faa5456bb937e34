// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.logbackmdc.v1_0;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import dapper.bootstrap.logging.LogEvents;
import org.jspecify.annotations.Nullable;

/** Adds log events to the running thread's span. */
public final class SpanEvents {
    private SpanEvents() {}

    /** Returns whether {@link LogEvents#leave} is due when the appenders have the event. */
    public static boolean enter(ILoggingEvent event) {
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

    private static String text(ILoggingEvent event) {
        try {
            return event.getFormattedMessage();
        } catch (RuntimeException ofTheApplication) {
            return event.getMessage();
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

    private static @Nullable Throwable thrown(ILoggingEvent event) {
        IThrowableProxy proxy = event.getThrowableProxy();
        return proxy instanceof ThrowableProxy ? ((ThrowableProxy) proxy).getThrowable() : null;
    }
}
