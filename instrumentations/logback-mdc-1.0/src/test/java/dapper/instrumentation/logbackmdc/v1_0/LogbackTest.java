// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.logbackmdc.v1_0;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dapper.bootstrap.Current;
import dapper.bootstrap.UnsampledContext;
import dapper.javaagent.testing.LogContract;
import dapper.javaagent.testing.Traces;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogbackTest extends LogContract {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = context.getLogger("dapper.test");
    private final Logger deferring = context.getLogger("dapper.test.deferring");
    private final AsyncAppender handingOver = new StartingAppender();

    /** Formats as a file appender does, on the thread that appends. */
    private final class Printing extends AppenderBase<ILoggingEvent> {
        private final PatternLayout layout = new PatternLayout();

        @Override
        public void start() {
            layout.setContext(context);
            layout.setPattern(PATTERN);
            layout.start();
            super.start();
        }

        @Override
        protected void append(ILoggingEvent event) {
            printed(layout.doLayout(event));
        }
    }

    /** In 1.0 the thread that appends begins before the appender has started, and may end because of that. */
    private static final class StartingAppender extends AsyncAppender {
        private volatile @Nullable Thread starting;

        @Override
        public void start() {
            starting = Thread.currentThread();
            super.start();
            starting = null;
        }

        @Override
        public boolean isStarted() {
            Thread starter = starting;
            return super.isStarted() || starter != null && !starter.equals(Thread.currentThread());
        }
    }

    private Printing printing() {
        Printing printing = new Printing();
        printing.setContext(context);
        printing.start();
        return printing;
    }

    @BeforeEach
    void configure() {
        logger.setAdditive(false);
        logger.addAppender(printing());
        handingOver.setContext(context);
        handingOver.addAppender(printing());
        handingOver.start();
        deferring.setAdditive(false);
        deferring.addAppender(handingOver);
    }

    @AfterEach
    void detach() {
        handingOver.stop();
        deferring.detachAndStopAllAppenders();
        logger.detachAndStopAllAppenders();
        MDC.clear();
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
        return MDC.getCopyOfContextMap();
    }

    @Test
    void anEventWhoseMdcNobodyReadsNeedsNoIds() throws Exception {
        logger.detachAndStopAllAppenders();
        Current.set(UnsampledContext.WITHOUT_IDS);
        try {
            log("hello");

            assertThat(Current.get()).isSameAs(UnsampledContext.WITHOUT_IDS);
        } finally {
            Current.set(null);
        }
    }

    @Test
    void anEventKeepsItsIds() throws Exception {
        ILoggingEvent[] kept = new ILoggingEvent[1];
        AppenderBase<ILoggingEvent> keeping = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                event.prepareForDeferredProcessing();
                kept[0] = event;
            }
        };
        keeping.start();
        logger.addAppender(keeping);
        Traces.inUnsampledTrace(() -> log("hello"));

        assertThat(kept[0].getMDCPropertyMap())
                .isSameAs(kept[0].getMDCPropertyMap())
                .containsEntry("trace_id", Traces.UNSAMPLED_TRACE_ID);
        printed();
    }
}
