// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.logbackmdc.v1_0;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dapper.javaagent.testing.LogEventsContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

class EventsTest extends LogEventsContract {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = context.getLogger(LOGGER);

    /** As an appender that passes its events to another library. */
    private final class Passing extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            handled(event.getFormattedMessage());
        }
    }

    @BeforeEach
    void configure() {
        logger.setAdditive(false);
        Passing passing = new Passing();
        passing.setContext(context);
        passing.start();
        logger.addAppender(passing);
    }

    @AfterEach
    void detach() {
        logger.detachAndStopAllAppenders();
        logger.setLevel(null);
    }

    @Override
    protected void off() {
        logger.setLevel(Level.OFF);
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
