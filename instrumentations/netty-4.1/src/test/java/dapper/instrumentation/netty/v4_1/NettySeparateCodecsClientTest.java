// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** A client with a decoder and an encoder of its own each. */
class NettySeparateCodecsClientTest extends NettyClientTest {
    @Override
    void addCodec(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpRequestEncoder(), new HttpResponseDecoder());
    }
}
