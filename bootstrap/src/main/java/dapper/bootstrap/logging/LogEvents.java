// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.logging;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.AttributeList;
import dapper.bootstrap.Current;
import dapper.bootstrap.ExceptionEvent;
import dapper.bootstrap.Span;
import dapper.bootstrap.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Log records of the application as events of the span in which they were logged, if the operator wants them. Runs on
 * the application's threads.
 *
 * <p>The pattern is {@link #enter} with the severity, {@link #add} if that returned true, and then {@link #leave} when
 * the library has logged. What is logged in between, by a library that the first one passes its records to, is not
 * added again.
 */
public final class LogEvents {
    /** Severities are those of OpenTelemetry's log records: 1 to 24. */
    public static final int INFO = 9;

    public static final int WARN = 13;
    public static final int ERROR = 17;

    private static final int NONE = Integer.MAX_VALUE;

    private static final AttributeKey SEVERITY = AttributeKey.of("log.severity");
    private static final AttributeKey LOGGER = AttributeKey.of("log.logger");
    private static final AttributeKey MESSAGE = AttributeKey.of("log.message");

    private static final ThreadLocal<Boolean> LOGGING = new ThreadLocal<>();

    private static volatile int least = NONE;

    private LogEvents() {}

    /** Adds records of this severity and above from now on. */
    public static void use(int leastSeverity) {
        least = leastSeverity;
    }

    /** Adds no records, as before the first {@link #use}. */
    public static void useNone() {
        least = NONE;
    }

    /** Returns whether records of this severity are added if they are logged in a span: a quick check. */
    public static boolean areWanted(int severity) {
        return severity >= least;
    }

    /**
     * Returns whether to add a record, and to call {@link #leave} afterwards. False if it is not severe enough, if the
     * thread works on no span that is recorded, or if the thread is logging already.
     */
    public static boolean enter(int severity) {
        if (!areWanted(severity)) {
            return false;
        }
        Span span = span();
        if (span == null || span.hasEnded() || LOGGING.get() != null) {
            return false;
        }
        LOGGING.set(Boolean.TRUE);
        return true;
    }

    public static void leave() {
        LOGGING.remove();
    }

    /**
     * Adds a record to the span of the running thread. Events beyond the limit of the span are counted and dropped.
     *
     * @param severity the level's name
     * @param message formatted
     */
    public static void add(
            String severity, @Nullable String logger, @Nullable String message, @Nullable Throwable thrown) {
        Span span = span();
        if (span == null) {
            return;
        }
        AttributeList attributes = new AttributeList();
        attributes.add(SEVERITY, severity);
        if (logger != null) {
            attributes.add(LOGGER, logger);
        }
        if (message != null) {
            attributes.add(MESSAGE, message);
        }
        AttributeList all = thrown == null ? attributes : ExceptionEvent.attributes(thrown, attributes);
        // Other threads may log in the same span.
        synchronized (span) {
            span.event("log", all);
        }
    }

    private static @Nullable Span span() {
        TraceContext current = Current.get();
        return current == null ? null : current.span();
    }
}
