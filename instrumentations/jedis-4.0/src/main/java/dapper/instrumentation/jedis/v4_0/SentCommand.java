// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v4_0;

import static java.nio.charset.StandardCharsets.UTF_8;

import dapper.bootstrap.db.redis.CommandText;
import dapper.bootstrap.db.redis.RedisCommand;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.args.Rawable;

/** A command of Jedis. Of names and arguments that the application implements nothing is known: none of their methods is called. */
public final class SentCommand implements RedisCommand {
    private final CommandArguments command;

    SentCommand(CommandArguments command) {
        this.command = command;
    }

    @Override
    public @Nullable String name() {
        Rawable name = command.getCommand();
        if (name instanceof Protocol.Command) {
            return ((Protocol.Command) name).name();
        }
        return isOfJedis(name) ? new String(name.getRaw(), UTF_8) : null;
    }

    @Override
    public void addArguments(CommandText text) {
        Iterator<Rawable> parts = command.iterator();
        parts.next();
        while (parts.hasNext() && !text.isFull()) {
            Rawable argument = parts.next();
            if (text.showsNext() && isOfJedis(argument)) {
                text.add(argument.getRaw());
            } else {
                text.hide();
            }
        }
    }

    private static boolean isOfJedis(Rawable part) {
        return part.getClass().getName().startsWith("redis.clients.jedis.");
    }
}
