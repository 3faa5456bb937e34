// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v4_3;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One CLIENT span per call. All ways to execute a request end in {@code doExecute}. */
public final class ApacheHttpClientInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.apachehttpclient.v4_3.";

    @Override
    public String name() {
        return "apache-httpclient-4.3";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.subtypesOf("org.apache.http.impl.client.CloseableHttpClient")
                        .advice(
                                named("doExecute")
                                        .and(takesArguments(3))
                                        .and(takesArgument(0, named("org.apache.http.HttpHost"))),
                                PACKAGE + "ExecuteAdvice"),
                TypeInstrumentation.named(
                                "org.apache.http.client.methods.HttpRequestWrapper",
                                "org.apache.http.impl.client.RequestWrapper")
                        .advice(isConstructor(), PACKAGE + "CopyAdvice"),
                TypeInstrumentation.named("org.apache.http.protocol.HttpRequestExecutor")
                        .advice(named("execute").and(takesArguments(3)), PACKAGE + "SendAdvice"));
    }
}
