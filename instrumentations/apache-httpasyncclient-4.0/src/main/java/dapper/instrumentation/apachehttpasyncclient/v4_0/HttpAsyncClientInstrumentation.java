// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpasyncclient.v4_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One CLIENT span per call. All ways to execute one request end in the same {@code execute} of a client. */
public final class HttpAsyncClientInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.apachehttpasyncclient.v4_0.";
    private static final String CLIENT = "org.apache.http.impl.nio.client.";

    @Override
    public String name() {
        return "apache-httpasyncclient-4.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(
                                CLIENT + "InternalHttpAsyncClient",
                                CLIENT + "MinimalHttpAsyncClient",
                                CLIENT + "AbstractHttpAsyncClient")
                        .advice(
                                named("execute")
                                        .and(takesArguments(4))
                                        .and(takesArgument(
                                                0, named("org.apache.http.nio.protocol.HttpAsyncRequestProducer"))),
                                PACKAGE + "ExecuteAdvice"),
                TypeInstrumentation.named(CLIENT + "InternalState")
                        .advice(named("setMainRequest").and(takesArguments(1)), PACKAGE + "CopyAdvice"),
                TypeInstrumentation.named(
                                CLIENT + "DefaultClientExchangeHandlerImpl",
                                CLIENT + "MinimalClientExchangeHandlerImpl",
                                CLIENT + "DefaultAsyncRequestDirector")
                        .advice(named("generateRequest").and(takesArguments(0)), PACKAGE + "SendAdvice"));
    }
}
