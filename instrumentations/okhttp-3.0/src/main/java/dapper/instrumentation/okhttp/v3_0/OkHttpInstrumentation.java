// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.okhttp.v3_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** One CLIENT span per call. OkHttp 4.4 moved the class of calls to another package. */
public final class OkHttpInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.okhttp.v3_0.";
    private static final String CALL = "okhttp3.RealCall";
    private static final String MOVED_CALL = "okhttp3.internal.connection.RealCall";

    @Override
    public String name() {
        return "okhttp-3.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        ElementMatcher.Junction<MethodDescription> takesRequest =
                takesArguments(1).and(takesArgument(0, named("okhttp3.Request")));
        return Arrays.asList(
                TypeInstrumentation.named(CALL, MOVED_CALL)
                        .advice(named("execute").and(takesArguments(0)), PACKAGE + "ExecuteAdvice")
                        .advice(named("enqueue").and(takesArguments(1)), PACKAGE + "EnqueueAdvice"),
                TypeInstrumentation.named(CALL + "$AsyncCall", MOVED_CALL + "$AsyncCall")
                        .advice(namedOneOf("execute", "run").and(takesArguments(0)), PACKAGE + "RunAdvice"),
                // Requests on their way to the network: before 3.4, and since.
                TypeInstrumentation.named("okhttp3.internal.http.HttpEngine")
                        .advice(named("networkRequest").and(takesRequest), PACKAGE + "NetworkRequestAdvice"),
                TypeInstrumentation.named("okhttp3.internal.http.RealInterceptorChain")
                        .advice(named("proceed").and(takesRequest), PACKAGE + "ProceedAdvice"));
    }
}
