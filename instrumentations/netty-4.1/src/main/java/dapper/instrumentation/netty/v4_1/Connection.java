// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1;

import dapper.bootstrap.AdviceErrors;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one channel, in order; an attribute of the channel. It is also the channel handler right behind the
 * decoder: the handlers that follow are called in the context of their message. Runs on the channel's event loop.
 *
 * <p>It only looks at messages: it neither retains nor releases a buffer.
 */
abstract class Connection extends ChannelInboundHandlerAdapter implements ChannelFutureListener {
    static final String NAME = "netty-4.1";
    static final int INSTRUMENTATION = AdviceErrors.number(NAME);

    /** An application may read messages with a codec and write the others itself, without an end. */
    static final int MOST_OPEN = 256;

    final Channel channel;

    /** Calls the codec, and so this: the channel's event loop, unless the application chose another executor. */
    private final EventExecutor executor;

    /** The decoder before this handler; null if this is not in the pipeline. */
    private @Nullable String decoder;

    /** @param codec the context of a decoder or an encoder */
    Connection(ChannelHandlerContext codec) {
        this.channel = codec.channel();
        this.executor = codec.executor();
    }

    /** Places this behind the decoder that is about to pass on a message. */
    @SuppressWarnings("ReferenceEquality") // executors are compared by identity
    final void readAfter(ChannelHandlerContext context) {
        String name = context.name();
        if (name.equals(decoder)) {
            return;
        }
        ChannelPipeline pipeline = context.pipeline();
        if (decoder != null && pipeline.context(this) != null) {
            pipeline.remove(this);
        }
        EventExecutorGroup group = executor == channel.eventLoop() ? null : executor;
        pipeline.addAfter(group, name, null, this);
        decoder = name;
    }

    /** Netty adds a handler again only if it is sharable. */
    @Override
    public final boolean isSharable() {
        return true;
    }

    @Override
    public final void handlerRemoved(ChannelHandlerContext context) {
        decoder = null;
    }

    @Override
    public final void operationComplete(ChannelFuture closed) {
        if (executor.inEventLoop()) {
            closed();
        } else {
            executor.execute(this::closed);
        }
    }

    /** The channel is closed: ends everything. */
    abstract void closed();

    final String scheme() {
        for (Map.Entry<String, ChannelHandler> handler : channel.pipeline()) {
            if (isTls(handler.getValue().getClass())) {
                return "https";
            }
        }
        return "http";
    }

    /** By name: the codec does not need the library that has the class. */
    private static boolean isTls(Class<?> handler) {
        for (Class<?> type = handler; type != null; type = type.getSuperclass()) {
            if (type.getName().equals("io.netty.handler.ssl.SslHandler")) {
                return true;
            }
        }
        return false;
    }

    /** Informational responses precede the real one; after 101 the connection has another protocol. */
    static boolean isInformational(int status) {
        return status < 200 && status != 101;
    }
}
