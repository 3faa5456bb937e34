// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One SERVER span per exchange, from its first handler until it is complete. */
public final class UndertowInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.undertow.v1_4.";

    @Override
    public String name() {
        return "undertow-1.4";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("io.undertow.server.Connectors")
                        .advice(
                                named("executeRootHandler")
                                        .and(takesArguments(2))
                                        .and(takesArgument(1, named("io.undertow.server.HttpServerExchange"))),
                                PACKAGE + "HandleAdvice")
                        .advice(named("setRequestStartTime").and(takesArguments(2)), PACKAGE + "CarryOverAdvice"),
                TypeInstrumentation.named("io.undertow.server.HttpServerExchange")
                        .advice(
                                named("invokeExchangeCompleteListeners").and(takesNoArguments()),
                                PACKAGE + "CompleteAdvice"),
                TypeInstrumentation.named("io.undertow.server.protocol.http.HttpReadListener")
                        .advice(named("sendBadRequestAndClose"), PACKAGE + "BadRequestAdvice"));
    }
}
