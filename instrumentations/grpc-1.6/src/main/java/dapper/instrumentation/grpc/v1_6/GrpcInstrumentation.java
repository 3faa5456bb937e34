// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.grpc.v1_6;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/** The one class that makes the calls of every channel, and the one that serves those of every server. */
public final class GrpcInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.grpc.v1_6.";
    private static final String INTERNAL = "io.grpc.internal.";

    @Override
    public String name() {
        return "grpc-1.6";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(INTERNAL + "ManagedChannelImpl")
                        .advice(
                                named("newCall")
                                        .and(takesArguments(2))
                                        .and(takesArgument(0, named("io.grpc.MethodDescriptor"))),
                                PACKAGE + "NewCallAdvice"),
                TypeInstrumentation.named(INTERNAL + "ServerImpl")
                        .advice(isConstructor(), PACKAGE + "NewServerAdvice"));
    }
}
