// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.netty.v4_1.http2;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** The channels of streams. A channel gets its stream when the connection has read a frame for it. */
public final class ChildStreams {
    private ChildStreams() {}

    public static void read(Channel child) {
        if (child.hasAttr(Streams.FAILURES)) {
            return;
        }
        StreamCall stream = stream(child);
        if (stream != null) {
            child.attr(Streams.FAILURES).set(stream);
            child.pipeline().addFirst(new ChildStream(stream));
        }
    }

    private static @Nullable StreamCall stream(Channel child) {
        Channel connection = child.parent();
        Streams streams = Streams.ifAny(connection);
        StreamCall reading = streams == null ? null : streams.reading();
        if (reading != null) {
            return reading;
        }
        ServerStream upgraded = ServerStream.upgraded(connection);
        return upgraded == null || !upgraded.isRunning() ? null : upgraded;
    }
}
