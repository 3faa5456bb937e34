// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.redisson.v3_12;

import dapper.bootstrap.db.redis.RedisCall;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisConnection;

/** The other end of a connection. */
final class Server {
    private final @Nullable String host;
    private final int port;
    private final int database;

    private Server(@Nullable String host, int port, int database) {
        this.host = host;
        this.port = port;
        this.database = database;
    }

    static Server of(RedisConnection connection) {
        RedisClient client = connection.getRedisClient();
        InetSocketAddress address = client.getAddr();
        return new Server(
                address == null ? null : address.getHostString(),
                address == null ? 0 : address.getPort(),
                client.getConfig().getDatabase());
    }

    void describe(RedisCall call) {
        call.written(host, port, database);
    }
}
