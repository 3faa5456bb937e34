// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v3_0;

import static java.nio.charset.StandardCharsets.UTF_8;

import dapper.bootstrap.db.redis.CommandText;
import dapper.bootstrap.db.redis.RedisCommand;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.commands.ProtocolCommand;

/** A command of Jedis. The name of a command that the application implements is not known: none of its methods is called. */
public final class SentCommand implements RedisCommand {
    private final ProtocolCommand command;
    private final byte[][] arguments;

    SentCommand(ProtocolCommand command, byte[][] arguments) {
        this.command = command;
        this.arguments = arguments;
    }

    @Override
    public @Nullable String name() {
        if (command instanceof Protocol.Command) {
            return ((Protocol.Command) command).name();
        }
        return command.getClass().getName().startsWith("redis.clients.jedis.")
                ? new String(command.getRaw(), UTF_8)
                : null;
    }

    @Override
    public void addArguments(CommandText text) {
        for (int i = 0; i < arguments.length && !text.isFull(); i++) {
            text.add(arguments[i]);
        }
    }
}
