// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jcontextdata.v2_7;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Plain loggers, with a plain appender and with an asynchronous one. */
class AppenderTest extends Log4jContract {
    private final LoggerContext context = new LoggerContext("plain");
    private Logger logger;
    private Logger handingOver;

    @BeforeEach
    void start() {
        Printing printing = start(context);
        Configuration configuration = context.getConfiguration();
        AsyncAppender appender = AsyncAppender.newBuilder()
                .setName("asynchronous")
                .setConfiguration(configuration)
                .setAppenderRefs(new AppenderRef[] {AppenderRef.createAppenderRef(printing.getName(), null, null)})
                .build();
        appender.start();
        configuration.addAppender(appender);
        LoggerConfig loggerConfig = new LoggerConfig("handing-over", Level.INFO, false);
        loggerConfig.addAppender(appender, null, null);
        configuration.addLogger("handing-over", loggerConfig);
        context.updateLoggers();
        logger = context.getLogger("test");
        handingOver = context.getLogger("handing-over");
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
        handingOver.info(message);
    }
}
