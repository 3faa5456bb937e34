// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.HttpToHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.InboundHttp2ToHttpAdapterBuilder;
import java.util.List;

/** A server whose handler gets messages of HTTP/1.1 from the streams of a connection. */
class NettyHttp2ServerTest extends NettyServerTest {
    @Override
    protected boolean overHttp2() {
        return true;
    }

    static Http2ConnectionHandler adapter() {
        Http2Connection connection = new DefaultHttp2Connection(true);
        return new HttpToHttp2ConnectionHandlerBuilder()
                .connection(connection)
                .frameListener(new InboundHttp2ToHttpAdapterBuilder(connection)
                        .maxContentLength(1 << 20)
                        .build())
                .build();
    }

    @Override
    void addHandlers(ChannelPipeline pipeline) {
        pipeline.addLast(new Http2Beginning(List.of(adapter()), () -> new Http2ServerUpgradeCodec(adapter()), handler));
    }
}
