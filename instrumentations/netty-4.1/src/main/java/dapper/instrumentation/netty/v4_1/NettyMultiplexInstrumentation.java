// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** Streams of HTTP/2 as channels, from Netty 4.1.37 on: a channel may read the frames of its stream later. */
public final class NettyMultiplexInstrumentation implements Instrumentation {
    private static final String LIBRARY = "io.netty.handler.codec.http2.";

    @Override
    public String name() {
        return "netty-http2-4.1";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(TypeInstrumentation.named(LIBRARY + "AbstractHttp2StreamChannel")
                .onlyWith(LIBRARY + "Http2MultiplexHandler")
                .advice(
                        named("fireChildRead").and(takesArguments(1)),
                        "dapper.instrumentation.netty.v4_1.http2.ChildReadAdvice"));
    }
}
