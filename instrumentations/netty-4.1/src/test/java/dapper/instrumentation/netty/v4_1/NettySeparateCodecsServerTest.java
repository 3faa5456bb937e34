// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** A server with a decoder and an encoder of its own each. */
class NettySeparateCodecsServerTest extends NettyServerTest {
    @Override
    void addHandlers(ChannelPipeline pipeline) {
        pipeline.addLast(
                new HttpResponseEncoder(), new HttpRequestDecoder(), new HttpObjectAggregator(1 << 20), handler);
    }
}
