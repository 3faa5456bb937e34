// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javautillogging.boot;

import dapper.bootstrap.logging.LogEvents;
import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Adds log records to the running thread's span. */
public final class SpanEvents {
    private static final int SEVERE = 1_000;
    private static final int WARNING = 900;
    private static final int INFO = 800;

    private SpanEvents() {}

    /**
     * The severity of {@link LogEvents}; 0 for less than information.
     *
     * @param level the integer value of a level
     */
    public static int severity(int level) {
        if (level >= SEVERE) {
            return LogEvents.ERROR;
        }
        if (level >= WARNING) {
            return LogEvents.WARN;
        }
        return level >= INFO ? LogEvents.INFO : 0;
    }

    /** The message as every handler prints it: localized, and with its parameters. */
    public static @Nullable String text(
            @Nullable String message, @Nullable Object @Nullable [] parameters, @Nullable ResourceBundle bundle) {
        String text = message;
        if (message != null && bundle != null) {
            try {
                text = bundle.getString(message);
            } catch (MissingResourceException e) {
                // It is no key.
            }
        }
        if (text == null || parameters == null || parameters.length == 0 || text.indexOf('{') < 0) {
            return text;
        }
        try {
            return MessageFormat.format(text, parameters);
        } catch (Throwable e) {
            // No such format, or a parameter's own code failed.
            return text;
        }
    }

    /** Returns whether the record was added; {@link LogEvents#leave} is due then when the handlers have it. */
    public static boolean enter(
            int severity, String level, @Nullable String logger, @Nullable String message, @Nullable Throwable thrown) {
        if (!LogEvents.enter(severity)) {
            return false;
        }
        try {
            LogEvents.add(level, logger, message, thrown);
            return true;
        } catch (Throwable e) {
            LogEvents.leave();
            throw e;
        }
    }
}
