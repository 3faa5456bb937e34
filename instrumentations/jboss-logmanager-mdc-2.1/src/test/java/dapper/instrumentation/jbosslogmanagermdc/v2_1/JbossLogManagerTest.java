// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jbosslogmanagermdc.v2_1;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.UnsampledContext;
import dapper.javaagent.testing.LogContract;
import dapper.javaagent.testing.Traces;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.MDC;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JbossLogManagerTest extends LogContract {
    private final LogContext context = LogContext.create();
    private final Logger logger = context.getLogger("dapper.test");
    private final Logger deferring = context.getLogger("dapper.test.deferring");
    private final AsyncHandler handingOver = new AsyncHandler();

    /** Formats as a file handler does, on the thread that publishes. */
    private final class Printing extends ExtHandler {
        Printing() {
            setFormatter(new PatternFormatter(PATTERN));
        }

        @Override
        protected void doPublish(ExtLogRecord record) {
            printed(getFormatter().format(record));
        }
    }

    @BeforeEach
    void configure() {
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.INFO);
        logger.addHandler(new Printing());
        handingOver.addHandler(new Printing());
        deferring.setUseParentHandlers(false);
        deferring.setLevel(Level.INFO);
        deferring.addHandler(handingOver);
    }

    @AfterEach
    void detach() {
        handingOver.close();
        deferring.clearHandlers();
        logger.clearHandlers();
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
    protected Map<String, String> ownContext() {
        return MDC.copy();
    }

    @Test
    void aRecordWhoseMdcNobodyReadsNeedsNoIds() throws Exception {
        logger.clearHandlers();
        Current.set(UnsampledContext.WITHOUT_IDS);
        try {
            log("hello");

            assertThat(Current.get()).isSameAs(UnsampledContext.WITHOUT_IDS);
        } finally {
            Current.set(null);
        }
    }

    @Test
    void theWholeMdcOfARecordHasTheIdsAndKeepsThem() throws Exception {
        AtomicReference<ExtLogRecord> kept = new AtomicReference<>();
        logger.addHandler(new ExtHandler() {
            @Override
            protected void doPublish(ExtLogRecord record) {
                assertThat(record.getMdcCopy())
                        .containsEntry("trace_id", Traces.UNSAMPLED_TRACE_ID)
                        .containsEntry("own", "mine");
                kept.set(record);
            }
        });
        put("own", "mine");
        Traces.inUnsampledTrace(() -> log("hello"));
        MDC.clear();

        assertThat(kept.get().getMdcCopy()).containsKeys("trace_id", "span_id", "trace_flags", "own");
        assertThat(kept.get().getMdc("trace_id")).isEqualTo(Traces.UNSAMPLED_TRACE_ID);
        printed();
    }

    @Test
    void aRecordWithAMapOfItsOwnGetsNoIds() throws Exception {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, "hello", JbossLogManagerTest.class.getName());
        record.setMdc(Map.of("own", "given"));
        Traces.inUnsampledTrace(() -> logger.log(record));

        assertThat(printed()).isEqualTo("|||given||hello");
    }
}
