// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.apachehttpclient.v5_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One CLIENT span per call. All ways to execute a request end in a {@code doExecute}, in both kinds of clients. */
public final class ApacheHttpClient5Instrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.apachehttpclient.v5_0.";
    private static final String CLIENT = "org.apache.hc.client5.http.impl.";

    @Override
    public String name() {
        return "apache-httpclient-5.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.subtypesOf(CLIENT + "classic.CloseableHttpClient")
                        .advice(
                                named("doExecute")
                                        .and(takesArguments(3))
                                        .and(takesArgument(1, named("org.apache.hc.core5.http.ClassicHttpRequest"))),
                                PACKAGE + "ExecuteAdvice"),
                TypeInstrumentation.named(CLIENT + "classic.ExecChainElement")
                        .advice(named("execute").and(takesArguments(2)), PACKAGE + "CopyAdvice"),
                TypeInstrumentation.named("org.apache.hc.core5.http.impl.io.HttpRequestExecutor")
                        .advice(named("execute").and(takesArguments(4)), PACKAGE + "SendAdvice"),
                TypeInstrumentation.named(CLIENT + "async.InternalAbstractHttpAsyncClient")
                        .advice(named("doExecute").and(takesArguments(6)), PACKAGE + "AsyncExecuteAdvice"),
                TypeInstrumentation.named(CLIENT + "async.AsyncExecChainElement")
                        .advice(named("execute").and(takesArguments(4)), PACKAGE + "AsyncCopyAdvice"),
                TypeInstrumentation.named(
                                CLIENT + "async.HttpAsyncMainClientExec", CLIENT + "async.H2AsyncMainClientExec")
                        .advice(named("execute").and(takesArguments(5)), PACKAGE + "AsyncSendAdvice"));
    }
}
