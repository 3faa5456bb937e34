// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;

/** Routes, exceptions and callbacks of servlets; separate from the server, which works without servlets too. */
public final class JettyServletInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.jetty.v12_0.";

    @Override
    public String name() {
        return "jetty-servlet-12.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(
                TypeInstrumentation.named(
                                "org.eclipse.jetty.ee10.servlet.ServletChannel",
                                "org.eclipse.jetty.ee11.servlet.ServletChannel")
                        .advice(named("handle").and(takesNoArguments()), PACKAGE + "ServletChannelAdvice")
                        .advice(named("dispatch"), PACKAGE + "RouteAdvice")
                        .advice(
                                named("handleException").and(takesArguments(Throwable.class)),
                                PACKAGE + "FailedAdvice"),
                // The first is the name in 12.0.0.
                TypeInstrumentation.named(
                                "org.eclipse.jetty.ee10.servlet.ServletRequestState",
                                "org.eclipse.jetty.ee10.servlet.ServletChannelState",
                                "org.eclipse.jetty.ee11.servlet.ServletChannelState")
                        .advice(named("completed").and(takesArguments(Throwable.class)), PACKAGE + "CompletedAdvice"));
    }
}
