// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpServerUpgradeHandler.UpgradeCodec;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.Future;

/** What Netty has from 4.1.37 on, by reflection: the tests are compiled with the lowest supported version. */
final class Multiplexing {
    private static final String LIBRARY = "io.netty.handler.codec.http2.";

    private Multiplexing() {}

    static boolean isPresent() {
        try {
            Class.forName(LIBRARY + "Http2MultiplexHandler");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    static Http2ConnectionHandler frames(boolean server) {
        try {
            Object builder = Class.forName(LIBRARY + "Http2FrameCodecBuilder")
                    .getMethod(server ? "forServer" : "forClient")
                    .invoke(null);
            return (Http2ConnectionHandler)
                    builder.getClass().getMethod("build").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** @param child initializes the channels of streams */
    static ChannelHandler handler(ChannelHandler child) {
        return make("Http2MultiplexHandler", new Class<?>[] {ChannelHandler.class}, child);
    }

    static ChannelHandler messages(boolean server) {
        return make("Http2StreamFrameToHttpObjectCodec", new Class<?>[] {boolean.class}, server);
    }

    static UpgradeCodec upgrade(Http2ConnectionHandler frames, ChannelHandler multiplexer) {
        try {
            return (UpgradeCodec) Class.forName(LIBRARY + "Http2ServerUpgradeCodec")
                    .getConstructor(Class.forName(LIBRARY + "Http2FrameCodec"), ChannelHandler[].class)
                    .newInstance(frames, new ChannelHandler[] {multiplexer});
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Opens the channel of a client's next stream. */
    @SuppressWarnings("unchecked")
    static Future<Channel> open(Channel connection, ChannelHandler child) {
        try {
            Class<?> type = Class.forName(LIBRARY + "Http2StreamChannelBootstrap");
            Object bootstrap = type.getConstructor(Channel.class).newInstance(connection);
            type.getMethod("handler", ChannelHandler.class).invoke(bootstrap, child);
            return (Future<Channel>) type.getMethod("open").invoke(bootstrap);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static ChannelHandler make(String name, Class<?>[] types, Object argument) {
        try {
            return (ChannelHandler)
                    Class.forName(LIBRARY + name).getConstructor(types).newInstance(argument);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
