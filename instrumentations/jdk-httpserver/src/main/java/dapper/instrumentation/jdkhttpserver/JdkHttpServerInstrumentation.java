// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdkhttpserver;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One SERVER span per exchange of the JDK's server, from its first filter until its response is written. */
public final class JdkHttpServerInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.jdkhttpserver.";
    private static final String SERVER = "sun.net.httpserver.";

    @Override
    public String name() {
        return "jdk-httpserver";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(SERVER + "ServerImpl$Exchange")
                        .advice(named("run").and(takesNoArguments()), PACKAGE + "RunAdvice")
                        .advice(named("reject").and(takesArguments(3)), PACKAGE + "RejectAdvice"),
                TypeInstrumentation.named(SERVER + "Request")
                        .advice(named("headers").and(takesNoArguments()), PACKAGE + "HeadersAdvice"),
                TypeInstrumentation.named(SERVER + "HttpExchangeImpl", SERVER + "HttpsExchangeImpl")
                        .advice(isConstructor().and(takesArguments(1)), PACKAGE + "BeginAdvice"),
                TypeInstrumentation.named("com.sun.net.httpserver.Filter$Chain")
                        .advice(named("doFilter").and(takesArguments(1)), PACKAGE + "DispatchAdvice"),
                TypeInstrumentation.named(SERVER + "ExchangeImpl")
                        .advice(named("sendResponseHeaders").and(takesArguments(2)), PACKAGE + "StatusAdvice")
                        .advice(named("close").and(takesNoArguments()), PACKAGE + "CloseAdvice"),
                // The first is the name up to JDK 20.
                TypeInstrumentation.named(SERVER + "WriteFinishedEvent", SERVER + "Event$WriteFinished")
                        .advice(isConstructor().and(takesArguments(1)), PACKAGE + "WrittenAdvice"));
    }
}
