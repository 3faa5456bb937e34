// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * One SERVER span per stream that a client opens, and one CLIENT span per stream that a client writes. All handlers for
 * HTTP/2, with frames, streams as channels, or messages of HTTP/1.1, read with one decoder and write with one encoder.
 */
public final class NettyHttp2Instrumentation implements Instrumentation {
    private static final String LIBRARY = "io.netty.handler.codec.http2.";
    private static final String ADVICE = "dapper.instrumentation.netty.v4_1.http2.";
    private static final String DECODER = LIBRARY + "DefaultHttp2ConnectionDecoder$FrameReadListener";

    @Override
    public String name() {
        return "netty-http2-4.1";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Arrays.asList(
                TypeInstrumentation.named(DECODER)
                        .advice(withContext("onHeadersRead", 8), ADVICE + "ReadHeadersAdvice")
                        .advice(withContext("onDataRead", 5), ADVICE + "ReadDataAdvice")
                        .advice(withContext("onRstStreamRead", 3), ADVICE + "ResetAdvice"),
                TypeInstrumentation.named(LIBRARY + "DefaultHttp2ConnectionEncoder")
                        .advice(withContext("writeHeaders", 6, 9), ADVICE + "WriteHeadersAdvice"),
                TypeInstrumentation.named(LIBRARY + "StreamBufferingEncoder")
                        .advice(withContext("writeHeaders", 6, 9), ADVICE + "WriteHeadersAdvice"),
                TypeInstrumentation.named(LIBRARY + "Http2ConnectionHandler")
                        .advice(withContext("resetStream", 4), ADVICE + "ResetAdvice"));
    }

    private static ElementMatcher<MethodDescription> withContext(String method, int... arguments) {
        ElementMatcher.Junction<MethodDescription> count = takesArguments(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            count = count.or(takesArguments(arguments[i]));
        }
        return named(method)
                .and(takesArgument(0, named("io.netty.channel.ChannelHandlerContext")))
                .and(takesArgument(1, int.class))
                .and(count);
    }
}
