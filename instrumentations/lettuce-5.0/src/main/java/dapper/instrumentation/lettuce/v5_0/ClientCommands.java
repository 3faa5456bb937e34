// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.lettuce.v5_0;

import dapper.bootstrap.concurrent.CallbackContext;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.RedisCommand;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Recognises the commands that the client dispatches on its own account. */
public final class ClientCommands {
    /** Those that set up a connection or ask for the topology, on a thread of the client that works for no caller. */
    private static final Set<CommandType> SETUP = Collections.unmodifiableSet(EnumSet.of(
            CommandType.AUTH,
            CommandType.SELECT,
            CommandType.CLIENT,
            CommandType.READONLY,
            CommandType.ASKING,
            CommandType.COMMAND,
            CommandType.INFO,
            CommandType.ROLE,
            CommandType.SENTINEL,
            CommandType.PSUBSCRIBE));

    private ClientCommands() {}

    static boolean isOwn(RedisCommand<?, ?, ?> command, Command<?, ?, ?> innermost) {
        ProtocolKeyword type = innermost.getType();
        return (type instanceof CommandType && SETUP.contains(type) && isOnOwnThread())
                || command.getClass().getName().endsWith(".TimedAsyncCommand"); // of the topology
    }

    private static boolean isOnOwnThread() {
        return !CallbackContext.isPresent() && Thread.currentThread().getName().startsWith("lettuce-");
    }
}
