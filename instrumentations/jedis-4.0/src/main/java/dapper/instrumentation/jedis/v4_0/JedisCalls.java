// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jedis.v4_0;

import dapper.bootstrap.call.Call;
import dapper.bootstrap.db.redis.RedisConnections;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisDataException;

/** Reads the connections and commands of Jedis. */
public final class JedisCalls {
    private static final RedisConnections CONNECTIONS = new RedisConnections("jedis-4.0");

    private JedisCalls() {}

    public static void sending(Connection connection, JedisSocketFactory sockets, CommandArguments command) {
        HostAndPort server = sockets.getClass() == DefaultJedisSocketFactory.class
                ? ((DefaultJedisSocketFactory) sockets).getHostAndPort()
                : null; // a class of the application
        CONNECTIONS.sending(
                connection,
                new SentCommand(command),
                server == null ? null : server.getHost(),
                server == null ? 0 : server.getPort());
    }

    public static void failed(Connection connection, Throwable thrown) {
        CONNECTIONS.failed(connection, thrown);
    }

    public static void read(Connection connection, @Nullable Object reply, @Nullable Throwable thrown) {
        CONNECTIONS.read(connection, reply, thrown, thrown instanceof JedisDataException);
    }

    public static void closed(Connection connection) {
        CONNECTIONS.closed(connection);
    }

    public static @Nullable Call start() {
        return CONNECTIONS.start();
    }

    public static void end(Call call, @Nullable Throwable thrown) {
        CONNECTIONS.end(call, thrown, thrown instanceof JedisDataException);
    }
}
