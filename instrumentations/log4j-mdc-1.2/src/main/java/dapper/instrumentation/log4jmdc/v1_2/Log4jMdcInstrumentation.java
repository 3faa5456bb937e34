// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.log4jmdc.v1_2;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** The MDC of each log event: its copy, and the entries that a layout reads without one. */
public final class Log4jMdcInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.log4jmdc.v1_2.";

    @Override
    public String name() {
        return "log4j-mdc-1.2";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("org.apache.log4j.spi.LoggingEvent")
                // Bridges to other libraries have a class with this name, but not this one.
                .onlyWith("org.apache.log4j.helpers.ThreadLocalMap")
                .advice(named("getMDCCopy").and(takesArguments(0)), PACKAGE + "CopyAdvice")
                .advice(
                        named("getMDC").and(takesArguments(1)).and(takesArgument(0, String.class)),
                        PACKAGE + "EntryAdvice"));
    }
}
