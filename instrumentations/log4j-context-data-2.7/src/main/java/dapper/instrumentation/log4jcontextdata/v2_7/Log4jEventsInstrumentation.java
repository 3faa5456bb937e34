// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jcontextdata.v2_7;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Log records as events of the running thread's span. Each passes one of these methods on the thread that logs, if its
 * level is on; newer versions have the second, with the place in the source.
 */
public final class Log4jEventsInstrumentation implements Instrumentation {
    private static final String CORE = "org.apache.logging.log4j.core.";
    private static final String ADVICE = "dapper.instrumentation.log4jcontextdata.v2_7.EventAdvice";

    @Override
    public String name() {
        return "log4j-events-2.7";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named(CORE + "Logger", CORE + "async.AsyncLogger")
                .advice(method("logMessage", 5, 1, 3), ADVICE)
                .advice(method("log", 6, 0, 4), ADVICE + "WithLocation"));
    }

    private static ElementMatcher.Junction<MethodDescription> method(String name, int count, int level, int message) {
        return named(name)
                .and(takesArguments(count))
                .and(takesArgument(level, named("org.apache.logging.log4j.Level")))
                .and(takesArgument(message, named("org.apache.logging.log4j.message.Message")))
                .and(takesArgument(count - 1, Throwable.class));
    }
}
