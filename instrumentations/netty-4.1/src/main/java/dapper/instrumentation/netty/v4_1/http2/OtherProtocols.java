// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import java.util.Map;

/** Remote procedure calls over HTTP/2 whose instrumentations make their spans: those of gRPC and of Dubbo. */
final class OtherProtocols {
    private OtherProtocols() {}

    static boolean use(ChannelPipeline pipeline, ChannelHandler codec) {
        if (isBelow("io.grpc.netty.", codec)) {
            return true;
        }
        for (Map.Entry<String, ChannelHandler> handler : pipeline) {
            if (isBelow("org.apache.dubbo.", handler.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBelow(String packagePrefix, ChannelHandler handler) {
        return handler.getClass().getName().startsWith(packagePrefix);
    }
}
