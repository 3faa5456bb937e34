// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jbosslogmanagermdc.v2_1;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** The MDC of each log record. Every handler and formatter gets it from the record. */
public final class JbossLogManagerMdcInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.jbosslogmanagermdc.v2_1.";

    @Override
    public String name() {
        return "jboss-logmanager-mdc-2.1";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("org.jboss.logmanager.ExtLogRecord")
                .advice(named("copyMdc").and(takesArguments(0)), PACKAGE + "CopyAdvice")
                .advice(named("getMdcCopy").and(takesArguments(0)), PACKAGE + "ReadCopyAdvice")
                .advice(
                        named("getMdc").and(takesArguments(1)).and(takesArgument(0, String.class)),
                        PACKAGE + "ReadAdvice"));
    }
}
