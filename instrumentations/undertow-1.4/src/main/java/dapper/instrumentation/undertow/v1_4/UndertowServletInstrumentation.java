// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.undertow.v1_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** Routes, exceptions and callbacks of servlets; separate from the server, which works without servlets too. */
public final class UndertowServletInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.undertow.v1_4.";

    @Override
    public String name() {
        return "undertow-servlet-1.4";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("io.undertow.servlet.handlers.ServletDispatchingHandler")
                        .advice(named("handleRequest").and(takesArguments(1)), PACKAGE + "DispatchAdvice"),
                TypeInstrumentation.named("io.undertow.servlet.spec.ServletOutputStreamImpl")
                        .advice(namedOneOf("close", "closeAsync").and(takesNoArguments()), PACKAGE + "CloseAdvice"),
                TypeInstrumentation.named("io.undertow.servlet.spec.ServletContextImpl")
                        .advice(
                                namedOneOf(
                                                "invokeOnWritePossible",
                                                "invokeOnAllDataRead",
                                                "invokeOnDataAvailable",
                                                "invokeRunnable")
                                        .and(takesArgument(0, named("io.undertow.server.HttpServerExchange"))),
                                PACKAGE + "CallbackAdvice"));
    }
}
