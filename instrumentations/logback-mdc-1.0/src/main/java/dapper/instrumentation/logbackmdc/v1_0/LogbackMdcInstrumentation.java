// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.logbackmdc.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** The copy of the MDC in each log event. Every appender, filter and layout gets it from one method. */
public final class LogbackMdcInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "logback-mdc-1.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("ch.qos.logback.classic.spi.LoggingEvent")
                .advice(
                        named("getMDCPropertyMap").and(takesArguments(0)),
                        "dapper.instrumentation.logbackmdc.v1_0.MdcAdvice"));
    }
}
