// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** Routes of servlets; separate from the server, which works without servlets too. */
public final class JettyServletInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "jetty-servlet-9.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("org.eclipse.jetty.servlet.ServletHandler")
                .advice(
                        named("doHandle")
                                .and(takesArguments(4))
                                .and(takesArgument(1, named("org.eclipse.jetty.server.Request"))),
                        "dapper.instrumentation.jetty.v9_0.RouteAdvice"));
    }
}
