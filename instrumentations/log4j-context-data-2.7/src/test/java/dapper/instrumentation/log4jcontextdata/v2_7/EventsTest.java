// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jcontextdata.v2_7;

import dapper.javaagent.testing.LogEventsContract;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Plain loggers, whose appenders run on the thread that logs. */
class EventsTest extends LogEventsContract {
    private LoggerContext context;
    private Logger logger;

    LoggerContext newContext() {
        return new LoggerContext("events");
    }

    /** As an appender that passes its events to another library. */
    private final class Passing extends AbstractAppender {
        Passing() {
            super("passing", null, null);
        }

        @Override
        public void append(LogEvent event) {
            handled(event.getMessage().getFormattedMessage());
        }
    }

    @BeforeEach
    void configure() {
        context = newContext();
        context.start();
        LoggerConfig root = context.getConfiguration().getRootLogger();
        root.getAppenders().keySet().forEach(root::removeAppender);
        root.setLevel(Level.INFO);
        Passing passing = new Passing();
        passing.start();
        context.getConfiguration().addAppender(passing);
        root.addAppender(passing, null, null);
        context.updateLoggers();
        logger = context.getLogger(LOGGER);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Override
    protected void off() {
        context.getConfiguration().getRootLogger().setLevel(Level.OFF);
        context.updateLoggers();
    }

    @Override
    protected void info(String message) {
        logger.info(message);
    }

    @Override
    protected void warn(String format, Object argument) {
        logger.warn(format, argument);
    }

    @Override
    protected void error(String message, Throwable thrown) {
        logger.error(message, thrown);
    }
}
