// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.resteasy.v3_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** The path templates of the resource that RESTEasy has matched become the route of the request. No spans are made. */
public final class RestEasyInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.resteasy.v3_0.";
    private static final String REQUEST = "org.jboss.resteasy.spi.HttpRequest";

    @Override
    public String name() {
        return "resteasy-3.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("org.jboss.resteasy.core.ResourceMethodInvoker")
                        .advice(named("invoke").and(takesArgument(0, named(REQUEST))), PACKAGE + "MethodAdvice"),
                TypeInstrumentation.named("org.jboss.resteasy.core.ResourceLocatorInvoker")
                        .advice(
                                named("invokeOnTargetObject")
                                        .and(takesArguments(3))
                                        .and(takesArgument(0, named(REQUEST))),
                                PACKAGE + "LocatorAdvice"));
    }
}
