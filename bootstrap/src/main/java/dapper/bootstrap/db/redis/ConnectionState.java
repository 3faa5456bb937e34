// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db.redis;

import dapper.bootstrap.call.Call;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A connection whose replies are read in the order of the commands. Threads that share it wait for its lock. */
final class ConnectionState {
    final ReentrantLock lock = new ReentrantLock();

    @Nullable
    PendingCommands pending;

    private int database;
    private int previousDatabase;
    private @Nullable String host;
    private int port;

    void server(@Nullable String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** @param text of a SELECT command */
    void selected(String text) {
        previousDatabase = database;
        try {
            database = Integer.parseInt(text.substring(text.indexOf(' ') + 1));
        } catch (NumberFormatException e) {
            // The server will refuse it.
        }
    }

    /** The server has refused the last SELECT. */
    void refused() {
        database = previousDatabase;
    }

    void describe(Call call) {
        RedisSpans.server(call, database, host, port);
    }
}
