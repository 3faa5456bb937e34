// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jcontextdata.v2_7;

import dapper.javaagent.testing.LogContract;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.AfterEach;

/** The appender that both kinds of loggers print with. */
abstract class Log4jContract extends LogContract {
    /** Formats as a file appender does, on the thread that appends. */
    final class Printing extends AbstractAppender {
        private final PatternLayout layout;

        Printing(PatternLayout layout) {
            super("printing", null, layout);
            this.layout = layout;
        }

        @Override
        public void append(LogEvent event) {
            printed(layout.toSerializable(event));
        }
    }

    /** Starts the context with the appender alone. */
    final Printing start(LoggerContext context) {
        context.start();
        Configuration configuration = context.getConfiguration();
        LoggerConfig root = configuration.getRootLogger();
        root.getAppenders().keySet().forEach(root::removeAppender);
        root.setLevel(Level.INFO);
        Printing printing =
                new Printing(PatternLayout.newBuilder().withPattern(PATTERN).build());
        printing.start();
        configuration.addAppender(printing);
        root.addAppender(printing, null, null);
        context.updateLoggers();
        return printing;
    }

    @AfterEach
    void clear() {
        ThreadContext.clearMap();
    }

    @Override
    protected void put(String key, String value) {
        ThreadContext.put(key, value);
    }

    @Override
    protected Map<String, String> ownContext() {
        return ThreadContext.getContext();
    }
}
