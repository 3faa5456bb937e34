// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** The exceptions of channel handlers; separate from HTTP, which applications of Netty need not have. */
public final class NettyHandlerInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "netty-handler-4.1";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named("io.netty.channel.AbstractChannelHandlerContext")
                .advice(
                        named("invokeExceptionCaught").and(not(isStatic())).and(takesArguments(Throwable.class)),
                        "dapper.instrumentation.netty.v4_1.ExceptionAdvice"));
    }
}
