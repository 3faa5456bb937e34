// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jmdc.v1_2;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** Log events as events of the running thread's span. Each reaches this method, on the thread that logs, if its level is on. */
public final class Log4jEventsInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "log4j-events-1.2";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("org.apache.log4j.Category")
                // Bridges to other libraries have a class with this name, but not this one.
                .onlyWith("org.apache.log4j.helpers.ThreadLocalMap")
                .advice(
                        named("callAppenders").and(takesArguments(1)),
                        "dapper.instrumentation.log4jmdc.v1_2.EventAdvice"));
    }
}
