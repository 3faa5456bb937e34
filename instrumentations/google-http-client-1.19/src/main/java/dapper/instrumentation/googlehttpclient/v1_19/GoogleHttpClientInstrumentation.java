// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.googlehttpclient.v1_19;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One CLIENT span per call of {@code execute}, over any transport. {@code executeAsync} calls it in a task. */
public final class GoogleHttpClientInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.googlehttpclient.v1_19.";
    private static final String CLIENT = "com.google.api.client.http.";

    @Override
    public String name() {
        return "google-http-client-1.19";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(CLIENT + "HttpRequest")
                        .advice(named("execute").and(takesArguments(0)), PACKAGE + "ExecuteAdvice"),
                TypeInstrumentation.named(CLIENT + "HttpHeaders")
                        .advice(
                                named("serializeHeaders")
                                        .and(takesArguments(5))
                                        .and(takesArgument(0, named(CLIENT + "HttpHeaders")))
                                        .and(takesArgument(4, named(CLIENT + "LowLevelHttpRequest"))),
                                PACKAGE + "HeadersAdvice"));
    }
}
