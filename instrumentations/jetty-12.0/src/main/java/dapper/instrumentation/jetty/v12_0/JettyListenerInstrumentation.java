// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;

/**
 * Exceptions of listeners for non-blocking input and output; separate from the server, whose classes the application need not
 * see.
 */
public final class JettyListenerInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "jetty-listener-12.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(TypeInstrumentation.subtypesOf(
                        "javax.servlet.ReadListener",
                        "javax.servlet.WriteListener",
                        "jakarta.servlet.ReadListener",
                        "jakarta.servlet.WriteListener")
                .advice(
                        named("onError").and(takesArguments(Throwable.class)),
                        "dapper.instrumentation.jetty.v12_0.ListenerErrorAdvice"));
    }
}
