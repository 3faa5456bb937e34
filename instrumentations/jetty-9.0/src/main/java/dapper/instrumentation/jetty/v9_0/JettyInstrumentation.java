// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jetty.v9_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One SERVER span per request, from its channel's handling of it until the channel is reused. */
public final class JettyInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.jetty.v9_0.";

    @Override
    public String name() {
        return "jetty-9.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("org.eclipse.jetty.server.HttpChannel")
                        .advice(named("handle").and(takesNoArguments()), PACKAGE + "HandleAdvice")
                        .advice(
                                named("handleException").and(takesArguments(Throwable.class)),
                                PACKAGE + "ExceptionAdvice")
                        .advice(named("onCompleted").and(takesNoArguments()), PACKAGE + "CompletedAdvice")
                        .advice(namedOneOf("recycle", "reset").and(takesNoArguments()), PACKAGE + "RecycleAdvice")
                        .advice(
                                named("badMessage").and(takesArguments(2)).and(takesArgument(0, int.class)),
                                PACKAGE + "BadMessageAdvice")
                        .advice(named("onBadMessage").and(takesArguments(1)), PACKAGE + "BadMessageExceptionAdvice"),
                TypeInstrumentation.named("org.eclipse.jetty.server.HttpChannelState")
                        .advice(namedOneOf("completed", "expired", "onTimeout"), PACKAGE + "ListenersAdvice"));
    }
}
