// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jmdc.v1_2;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.logging.LogEvents;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.LogEventsContract;
import dapper.javaagent.testing.Traces;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.apache.log4j.spi.LoggingEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest extends LogEventsContract {
    private final Logger logger = Logger.getLogger(LOGGER);

    /** As an appender that passes its events to another library. */
    private final class Passing extends AppenderSkeleton {
        @Override
        protected void append(LoggingEvent event) {
            handled(event.getRenderedMessage());
        }

        @Override
        public void close() {}

        @Override
        public boolean requiresLayout() {
            return false;
        }
    }

    @BeforeEach
    void configure() {
        logger.setAdditivity(false);
        logger.setLevel(Level.INFO);
        logger.addAppender(new Passing());
    }

    @AfterEach
    void detach() {
        logger.removeAllAppenders();
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
        logger.warn(format.replace("{}", argument.toString()));
    }

    @Override
    protected void error(String message, Throwable thrown) {
        logger.error(message, thrown);
    }

    @Test
    void aMessageThatCannotBeRenderedHarmsNothing() throws Exception {
        logger.removeAllAppenders();
        Traces.inSpan(
                "span",
                () -> logger.warn(new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("unprintable");
                    }
                }));

        assertThat(AgentExtension.spans().takeOne().events())
                .singleElement()
                .satisfies(event -> assertThat(event.attributes().get("log.message"))
                        .as("1.2.17 writes the exception instead")
                        .isIn(null, "java.lang.IllegalStateException: unprintable"));
        assertThat(LogEvents.areWanted(LogEvents.WARN)).isTrue();
    }
}
