// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.asynchttpclient.v2_0;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** One CLIENT span per call. The client makes one future for a call and keeps it through redirects and retries. */
public final class AsyncHttpClientInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.asynchttpclient.v2_0.";
    private static final String CLIENT = "org.asynchttpclient.netty.";
    private static final String FUTURE = CLIENT + "NettyResponseFuture";

    @Override
    public String name() {
        return "async-http-client-2.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        ElementMatcher.Junction<MethodDescription> secondIsFuture = takesArgument(1, named(FUTURE));
        return Arrays.asList(
                TypeInstrumentation.named(FUTURE)
                        .advice(
                                isConstructor().and(takesArgument(0, named("org.asynchttpclient.Request"))),
                                PACKAGE + "StartAdvice")
                        .advice(named("abort").and(takesArguments(Throwable.class)), PACKAGE + "AbortAdvice")
                        .advice(named("done").and(takesArguments(0)), PACKAGE + "DoneAdvice")
                        .advice(named("cancel").and(takesArguments(boolean.class)), PACKAGE + "DoneAdvice"),
                TypeInstrumentation.named(CLIENT + "request.NettyRequestSender")
                        .advice(
                                named("writeRequest").and(takesArguments(2)).and(takesArgument(0, named(FUTURE))),
                                PACKAGE + "WriteAdvice"),
                TypeInstrumentation.named(CLIENT + "handler.intercept.Interceptors")
                        .advice(
                                named("exitAfterIntercept")
                                        .and(takesArguments(6))
                                        .and(secondIsFuture),
                                PACKAGE + "ResponseAdvice"),
                TypeInstrumentation.named(CLIENT + "handler.HttpHandler", CLIENT + "handler.Http2Handler")
                        .advice(
                                named("handleRead").and(takesArguments(3)).and(secondIsFuture),
                                PACKAGE + "ReadAdvice"));
    }
}
