// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v12_0;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.List;

/** One SERVER span per request, from the channel's receipt of it until the stream of the response is complete. */
public final class JettyInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.jetty.v12_0.";
    private static final String CHANNEL = "org.eclipse.jetty.server.internal.HttpChannelState";

    @Override
    public String name() {
        return "jetty-12.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return List.of(
                TypeInstrumentation.named(CHANNEL)
                        .advice(named("setHttpStream").and(takesArguments(1)), PACKAGE + "StreamAdvice")
                        .advice(named("onRequest").and(takesArguments(1)), PACKAGE + "RequestAdvice")
                        .advice(named("completeStream").and(takesArguments(2)), PACKAGE + "CompleteAdvice"),
                TypeInstrumentation.named(CHANNEL + "$HandlerInvoker")
                        .advice(named("run").and(takesNoArguments()), PACKAGE + "InvokerAdvice")
                        .advice(named("completeStream").and(takesArguments(2)), PACKAGE + "InvokerCompleteAdvice"),
                TypeInstrumentation.named(CHANNEL + "$ChannelCallback")
                        .advice(named("failed").and(takesArguments(Throwable.class)), PACKAGE + "FailedAdvice"),
                TypeInstrumentation.named("org.eclipse.jetty.server.handler.ErrorHandler$ErrorRequest")
                        .advice(isConstructor().and(takesArguments(4)), PACKAGE + "ErrorRequestAdvice"));
    }
}
