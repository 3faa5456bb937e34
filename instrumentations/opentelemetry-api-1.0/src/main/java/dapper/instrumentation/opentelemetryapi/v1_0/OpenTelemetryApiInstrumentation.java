// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.opentelemetryapi.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * The two places where the API meets its implementation: the global object, which is a no-op unless the application sets
 * another, and the place that holds the context of a thread. No interface is woven, and no class whose loading can
 * interrupt that of an interface which the injected classes implement.
 */
public final class OpenTelemetryApiInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.opentelemetryapi.v1_0.";

    @Override
    public String name() {
        return "opentelemetry-api-1.0";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("io.opentelemetry.api.GlobalOpenTelemetry")
                        .advice(named("get").and(isStatic()).and(takesArguments(0)), PACKAGE + "GetAdvice")
                        .advice(named("getOrNoop").and(isStatic()).and(takesArguments(0)), PACKAGE + "GetOrNoopAdvice")
                        .advice(
                                named("set")
                                        .and(isStatic())
                                        .and(takesArguments(1))
                                        .and(takesArgument(0, named("io.opentelemetry.api.OpenTelemetry"))),
                                PACKAGE + "SetAdvice"),
                TypeInstrumentation.named("io.opentelemetry.context.ThreadLocalContextStorage")
                        .advice(named("current").and(takesArguments(0)), PACKAGE + "CurrentAdvice")
                        .advice(
                                named("attach")
                                        .and(takesArguments(1))
                                        .and(takesArgument(0, named("io.opentelemetry.context.Context"))),
                                PACKAGE + "AttachAdvice"));
    }
}
