// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;

/**
 * Routes, exceptions and callbacks of servlets of ee8 and ee9, which Jetty 12 runs in the channel of Jetty 11, nested in its
 * own.
 */
public final class JettyNestedInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.jetty.v12_0.";

    @Override
    public String name() {
        return "jetty-nested-12.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(
                TypeInstrumentation.named(
                                "org.eclipse.jetty.ee8.nested.HttpChannel", "org.eclipse.jetty.ee9.nested.HttpChannel")
                        .advice(named("handle").and(takesNoArguments()), PACKAGE + "NestedChannelAdvice")
                        .advice(
                                named("handleException").and(takesArguments(Throwable.class)),
                                PACKAGE + "FailedAdvice"),
                TypeInstrumentation.named(
                                "org.eclipse.jetty.ee8.nested.HttpChannelState",
                                "org.eclipse.jetty.ee9.nested.HttpChannelState")
                        .advice(named("completed"), PACKAGE + "NestedListenersAdvice"),
                TypeInstrumentation.named(
                                "org.eclipse.jetty.ee8.servlet.ServletHandler",
                                "org.eclipse.jetty.ee9.servlet.ServletHandler")
                        .advice(named("doHandle").and(takesArguments(4)), PACKAGE + "NestedRouteAdvice"));
    }
}
