// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.logbackmdc.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** Log events as events of the running thread's span. Each reaches this method, on the thread that logs, if its level is on. */
public final class LogbackEventsInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "logback-events-1.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("ch.qos.logback.classic.Logger")
                .advice(
                        named("callAppenders").and(takesArguments(1)),
                        "dapper.instrumentation.logbackmdc.v1_0.EventAdvice"));
    }
}
