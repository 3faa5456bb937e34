// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.dubbo.v2_7;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** One CLIENT span per attempt of a call that the application makes, one SERVER span per call that it serves. */
public final class DubboInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.dubbo.v2_7.";
    private static final String RPC = "org.apache.dubbo.rpc.";

    @Override
    public String name() {
        return "dubbo-2.7";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.subtypesOf(RPC + "protocol.AbstractInvoker")
                        .advice(
                                named("doInvoke")
                                        .and(takesArguments(1))
                                        .and(takesArgument(0, named(RPC + "Invocation"))),
                                PACKAGE + "MakeAdvice"),
                TypeInstrumentation.named(RPC + "protocol.AbstractInvoker")
                        .advice(
                                named("invoke").and(takesArguments(1)).and(takesArgument(0, named(RPC + "Invocation"))),
                                PACKAGE + "WaitAdvice"),
                TypeInstrumentation.named(RPC + "filter.ContextFilter")
                        .advice(
                                named("invoke")
                                        .and(takesArguments(2))
                                        .and(takesArgument(0, named(RPC + "Invoker")))
                                        .and(takesArgument(1, named(RPC + "Invocation"))),
                                PACKAGE + "ServeAdvice"));
    }
}
