// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javautillogging;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.bootstrap.logging.LogEvents;
import dapper.instrumentation.javautillogging.boot.SpanEvents;
import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import net.bytebuddy.asm.Advice;

/** Log records as events of the running thread's span. All methods that log end in one. */
public final class JavaUtilLoggingInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "java-util-logging-events";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("java.util.logging.Logger")
                .advice(
                        named("log").and(takesArguments(1)).and(takesArgument(0, named("java.util.logging.LogRecord"))),
                        JavaUtilLoggingInstrumentation.class.getName() + "$LogAdvice"));
    }

    static final class LogAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static boolean enter(@Advice.This Logger logger, @Advice.Argument(0) LogRecord logged) {
            Level level = logged.getLevel();
            int severity = SpanEvents.severity(level.intValue());
            return LogEvents.areWanted(severity)
                    && logger.isLoggable(level)
                    && SpanEvents.enter(
                            severity,
                            level.getName(),
                            logged.getLoggerName(),
                            SpanEvents.text(logged.getMessage(), logged.getParameters(), logged.getResourceBundle()),
                            logged.getThrown());
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter boolean entered) {
            if (entered) {
                LogEvents.leave();
            }
        }
    }
}
