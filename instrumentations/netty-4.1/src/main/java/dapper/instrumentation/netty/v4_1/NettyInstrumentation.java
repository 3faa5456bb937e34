// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * One SERVER span per request that a decoder reads, and one CLIENT span per request that an encoder writes. All codecs
 * for HTTP/1.1, those of a server and those of a client, extend the two classes.
 */
public final class NettyInstrumentation implements Instrumentation {
    private static final String PACKAGE = "dapper.instrumentation.netty.v4_1.";
    private static final String CONTEXT = "io.netty.channel.ChannelHandlerContext";

    @Override
    public String name() {
        return "netty-4.1";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named("io.netty.handler.codec.http.HttpObjectDecoder")
                        .advice(
                                named("decode").and(takesArguments(3)).and(takesArgument(0, named(CONTEXT))),
                                PACKAGE + "DecodeAdvice"),
                TypeInstrumentation.named("io.netty.handler.codec.http.HttpObjectEncoder")
                        .advice(
                                named("encode").and(takesArguments(3)).and(takesArgument(0, named(CONTEXT))),
                                PACKAGE + "EncodeAdvice"));
    }
}
