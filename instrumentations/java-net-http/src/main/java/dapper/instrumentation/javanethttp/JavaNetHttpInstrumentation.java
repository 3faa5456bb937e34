// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.javanethttp;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * One CLIENT span per call. {@code send} and both public {@code sendAsync} methods end in one private
 * {@code sendAsync}, which copies the immutable request and starts the exchange; the headers go into the copy.
 */
public final class JavaNetHttpInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.javanethttp.";
    private static final String REQUEST = "jdk.internal.net.http.HttpRequestImpl";

    @Override
    public String name() {
        return "java-net-http";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("jdk.internal.net.http.HttpClientImpl")
                        .advice(named("sendAsync").and(takesArguments(4)), PACKAGE + "SendAdvice"),
                TypeInstrumentation.named(REQUEST)
                        .advice(
                                isConstructor()
                                        .and(takesArguments(2))
                                        .and(takesArgument(0, named("java.net.http.HttpRequest"))),
                                PACKAGE + "CopyAdvice")
                        .advice(isConstructor().and(takesArgument(2, named(REQUEST))), PACKAGE + "RedirectAdvice"),
                TypeInstrumentation.named("jdk.internal.net.http.MultiExchange")
                        .advice(named("responseAsync").and(takesArguments(1)), PACKAGE + "ExchangeAdvice"));
    }
}
