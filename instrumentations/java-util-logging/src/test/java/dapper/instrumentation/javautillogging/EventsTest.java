// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javautillogging;

import dapper.javaagent.testing.LogEventsContract;
import java.text.MessageFormat;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class EventsTest extends LogEventsContract {
    private final Logger logger = Logger.getLogger(LOGGER);

    /** As the bridges to other libraries. */
    private final Handler passing = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            handled(MessageFormat.format(logged.getMessage(), logged.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void configure() {
        logger.setUseParentHandlers(false);
        logger.addHandler(passing);
    }

    @AfterEach
    void detach() {
        logger.removeHandler(passing);
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
        logger.log(Level.WARNING, format.replace("{}", "{0}"), argument);
    }

    @Override
    protected void error(String message, Throwable thrown) {
        logger.log(Level.SEVERE, message, thrown);
    }

    @Override
    protected String warning() {
        return "WARNING";
    }

    @Override
    protected String severest() {
        return "SEVERE";
    }
}
