// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.db.redis.RedisCall;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collection;

/** The writing of commands, on the thread of the channel. Those of the handshake are written, too. */
public final class LettuceWrites {
    /** The selected databases of channels; 0 if there is none. */
    private static final WeakIdentityMap<Integer> DATABASES = new WeakIdentityMap<>();

    /** The database that a SELECT command names, from its encoding until the end of its writing. */
    private static final WeakIdentityMap<Integer> SELECTED = new WeakIdentityMap<>();

    private LettuceWrites() {}

    public static void writing(Channel channel, Object message) {
        if (message instanceof Collection) {
            for (Object each : (Collection<?>) message) {
                writingCommand(channel, each);
            }
        } else {
            writingCommand(channel, message);
        }
    }

    private static void writingCommand(Channel channel, Object message) {
        RedisCall call = LettuceCalls.of(message);
        if (call == null) {
            return;
        }
        SocketAddress address = channel.remoteAddress();
        Integer database = DATABASES.get(channel);
        InetSocketAddress server = address instanceof InetSocketAddress ? (InetSocketAddress) address : null;
        call.written(
                server == null ? null : server.getHostString(),
                server == null ? 0 : server.getPort(),
                database == null ? 0 : database);
    }

    public static void encoded(Command<?, ?, ?> command, ByteBuf buffer, int start) {
        RedisCall call = LettuceCalls.of(command);
        boolean select = command.getType() == CommandType.SELECT;
        if (select || (call != null && call.wantsText())) {
            EncodedCommand encoded = new EncodedCommand(buffer, start);
            if (call != null) {
                call.encoded(encoded.name(), encoded.text());
            }
            if (select) {
                selected(command, encoded.text());
            }
        }
    }

    private static void selected(Command<?, ?, ?> command, String text) {
        try {
            SELECTED.put(command, Integer.valueOf(text.substring(text.indexOf(' ') + 1)));
        } catch (NumberFormatException e) {
            // The server will refuse it.
        }
    }

    public static void written(Channel channel, Object message) {
        if (message instanceof Collection) {
            for (Object each : (Collection<?>) message) {
                writtenCommand(channel, each);
            }
        } else {
            writtenCommand(channel, message);
        }
    }

    private static void writtenCommand(Channel channel, Object message) {
        Command<?, ?, ?> command = LettuceCalls.innermost(message);
        Integer selected = command == null ? null : SELECTED.remove(command);
        if (selected != null) {
            DATABASES.put(channel, selected);
        }
    }
}
