// SPDX-License-Identifier: Apache-2.0
package dapper.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets each library logger write five lines in ten seconds, and counts the lines it drops: servers log the errors of
 * their clients, and a client must not fill the operator's disk. Dapper's own loggers limit themselves. Named in
 * {@code logback.xml}; used by one thread at a time, because appenders call it under a lock of this filter.
 */
public final class PacedLibraries extends Filter<ILoggingEvent> {
    private static final int LINES = 5;
    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final int MOST_LOGGERS = 500;

    private final LongSupplier nanoTime;
    private final PrintStream out;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MOST_LOGGERS;
        }
    };

    public PacedLibraries() {
        this(System::nanoTime, System.err);
    }

    PacedLibraries(LongSupplier nanoTime, PrintStream out) {
        this.nanoTime = nanoTime;
        this.out = out;
    }

    @Override
    public synchronized FilterReply decide(ILoggingEvent event) {
        String logger = event.getLoggerName();
        if (logger.startsWith("dapper.")) {
            return FilterReply.NEUTRAL;
        }
        long now = nanoTime.getAsLong();
        Window window = windows.computeIfAbsent(logger, name -> new Window(now));
        if (now - window.begun >= WINDOW_NANOS) {
            if (window.lines > LINES) {
                out.println((window.lines - LINES) + " further lines of " + logger + " were left out");
            }
            window.begun = now;
            window.lines = 0;
        }
        window.lines++;
        return window.lines <= LINES ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private static final class Window {
        private long begun;
        private long lines;

        Window(long begun) {
            this.begun = begun;
        }
    }
}
