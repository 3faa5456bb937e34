// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jcontextdata.v2_7;

import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Loggers whose events wait in a ring buffer for the thread that appends. */
class AsyncLoggerTest extends Log4jContract {
    private final AsyncLoggerContext context = new AsyncLoggerContext("asynchronous");
    private Logger logger;

    @BeforeEach
    void start() {
        start(context);
        logger = context.getLogger("test");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Override
    protected void log(String message) {
        logger.info(message);
    }

    @Override
    protected void logOnAnotherThread(String message) {
        logger.info(message);
    }
}
