// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jcontextdata.v2_7;

import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;

/** Loggers whose appenders run on a thread of their own. */
class AsyncLoggerEventsTest extends EventsTest {
    @Override
    LoggerContext newContext() {
        return new AsyncLoggerContext("asynchronous-events");
    }
}
