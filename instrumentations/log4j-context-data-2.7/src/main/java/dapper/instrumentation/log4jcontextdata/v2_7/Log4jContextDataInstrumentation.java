// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jcontextdata.v2_7;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * The copy of the thread context in each log event. It is made on the thread that logs, by one of Log4j's own three
 * classes or by one of the application.
 */
public final class Log4jContextDataInstrumentation implements Instrumentation {
    private static final String CORE = "org.apache.logging.log4j.core.";
    private static final String INJECTOR = CORE + "impl.ThreadContextDataInjector$";

    @Override
    public String name() {
        return "log4j-context-data-2.7";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                injector(TypeInstrumentation.named(
                        INJECTOR + "ForDefaultThreadContextMap",
                        INJECTOR + "ForGarbageFreeThreadContextMap",
                        INJECTOR + "ForCopyOnWriteThreadContextMap")),
                injector(TypeInstrumentation.subtypesOf(CORE + "ContextDataInjector")));
    }

    private static TypeInstrumentation injector(TypeInstrumentation types) {
        return types.advice(
                named("injectContextData")
                        .and(takesArguments(2))
                        .and(takesArgument(1, named("org.apache.logging.log4j.util.StringMap"))),
                "dapper.instrumentation.log4jcontextdata.v2_7.InjectAdvice");
    }
}
