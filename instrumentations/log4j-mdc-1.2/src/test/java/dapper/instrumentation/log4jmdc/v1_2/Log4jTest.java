// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jmdc.v1_2;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.UnsampledContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.LogContract;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.HashMap;
import java.util.Map;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.AsyncAppender;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.apache.log4j.MDC;
import org.apache.log4j.PatternLayout;
import org.apache.log4j.spi.LoggingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Log4jTest extends LogContract {
    private final Logger logger = Logger.getLogger("dapper.test");
    private final Logger deferring = Logger.getLogger("dapper.test.deferring");
    private final AsyncAppender handingOver = new AsyncAppender();

    /** Formats as a file appender does, on the thread that appends. */
    private final class Printing extends AppenderSkeleton {
        private Printing() {
            layout = new PatternLayout(PATTERN);
        }

        @Override
        protected void append(LoggingEvent event) {
            printed(layout.format(event));
        }

        @Override
        public void close() {}

        @Override
        public boolean requiresLayout() {
            return true;
        }
    }

    @BeforeEach
    void configure() {
        configure(logger).addAppender(new Printing());
        handingOver.addAppender(new Printing());
        configure(deferring).addAppender(handingOver);
    }

    private static Logger configure(Logger logger) {
        logger.setAdditivity(false);
        logger.setLevel(Level.INFO);
        return logger;
    }

    @AfterEach
    void detach() {
        handingOver.close();
        deferring.removeAllAppenders();
        logger.removeAllAppenders();
        if (MDC.getContext() != null) {
            MDC.getContext().clear();
        }
    }

    @Override
    protected void log(String message) {
        logger.info(message);
    }

    @Override
    protected void logOnAnotherThread(String message) {
        deferring.info(message);
    }

    @Override
    protected void put(String key, String value) {
        MDC.put(key, value);
    }

    @Override
    protected @Nullable Map<String, String> ownContext() {
        Map<?, ?> context = MDC.getContext();
        if (context == null) {
            return null;
        }
        Map<String, String> own = new HashMap<>();
        context.forEach((key, value) -> own.put((String) key, (String) value));
        return own;
    }

    @Test
    void anEventWhoseMdcNobodyReadsNeedsNoIds() {
        logger.removeAllAppenders();
        Current.set(UnsampledContext.WITHOUT_IDS);
        try {
            log("hello");

            assertThat(Current.get()).isSameAs(UnsampledContext.WITHOUT_IDS);
        } finally {
            Current.set(null);
        }
    }

    /** The appender's thread may work in a trace itself. */
    @Test
    void anEventThatWasPassedOnHasNoIdsOfTheThreadThatPrints() throws Exception {
        LoggingEvent[] kept = new LoggingEvent[1];
        logger.removeAllAppenders();
        logger.addAppender(new AsyncAppender() {
            @Override
            public void append(LoggingEvent event) {
                kept[0] = event;
                super.append(event);
            }
        });
        log("outside");

        Traces.inSpan("printing", () -> printed(new PatternLayout(PATTERN).format(kept[0])));

        RecordedSpan span = AgentExtension.spans().takeOne();
        assertThat(printed()).doesNotContain(span.traceId()).isEqualTo("|||||outside");
    }
}
