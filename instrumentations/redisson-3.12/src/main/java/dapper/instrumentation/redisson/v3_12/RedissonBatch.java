// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.db.redis.Housekeeping;
import dapper.bootstrap.db.redis.RedisCall;
import dapper.bootstrap.db.redis.RedisPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisConnection;
import org.redisson.client.protocol.BatchCommandData;
import org.redisson.client.protocol.CommandData;
import org.redisson.command.CommandBatchService;

/** The commands of a batch, which are one call, from its execution to its result. */
public final class RedissonBatch {
    private static final WeakIdentityMap<RedisCall> PARTS = new WeakIdentityMap<>();

    /** Of batches whose commands are sent before, by their commands. */
    private static final WeakIdentityMap<Server> SERVERS = new WeakIdentityMap<>();

    private final List<RedisCall> parts = new ArrayList<>();

    private RedissonBatch() {}

    /**
     * Starts the call. What the client executes of its own for it, until {@link #started}, makes none.
     *
     * @param commands by server
     */
    public static RedissonBatch start(Map<?, ?> commands) {
        RedissonBatch batch = new RedissonBatch();
        RedisPipeline pipeline = new RedisPipeline();
        List<CommandData<?, ?>> all = new ArrayList<>();
        for (Object entry : commands.values()) {
            if (entry instanceof CommandBatchService.Entry) {
                for (BatchCommandData<?, ?> command : ((CommandBatchService.Entry) entry).getCommands()) {
                    RedisCall part = pipeline.add(command.getCommand().getName());
                    if (part != null) {
                        batch.parts.add(part);
                        all.add(command);
                    }
                }
            }
        }
        pipeline.flush();
        batch.describe(all, SERVERS.get(commands));
        Housekeeping.begin();
        return batch;
    }

    private void describe(List<CommandData<?, ?>> commands, @Nullable Server server) {
        for (int i = 0; i < parts.size(); i++) {
            RedisCall part = parts.get(i);
            CommandData<?, ?> command = commands.get(i);
            PARTS.put(command, part);
            Object[] params = command.getParams(); // null if the command was sent before
            if (params != null && part.wantsText()) {
                part.encoded(command.getCommand().getName(), Parameters.text(command.getCommand(), params));
            }
            if (server != null) {
                server.describe(part);
            }
        }
    }

    /** @param future of the result, null if there is an exception instead */
    public void started(@Nullable Object future, @Nullable Throwable thrown) {
        Housekeeping.end();
        if (thrown == null && future instanceof CompletionStage) {
            ((CompletionStage<?>) future).whenComplete((result, failure) -> end(failure));
        } else {
            end(thrown);
        }
    }

    private void end(@Nullable Throwable thrown) {
        for (RedisCall part : parts) {
            RedissonCalls.end(part, thrown);
        }
    }

    public static void sending(CommandBatchService.Entry entry, RedisConnection connection) {
        Server server = Server.of(connection);
        for (BatchCommandData<?, ?> command : entry.getCommands()) {
            RedisCall part = PARTS.get(command);
            if (part != null) {
                server.describe(part);
            }
        }
    }

    public static void sendingQueued(Map<?, ?> commands, RedisConnection connection) {
        if (SERVERS.get(commands) == null) {
            SERVERS.put(commands, Server.of(connection));
        }
    }
}
