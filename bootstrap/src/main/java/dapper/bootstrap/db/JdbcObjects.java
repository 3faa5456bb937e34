// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.concurrent.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been learned about connections and statements, whatever class loaders the driver and the pools around it live in.
 * Nothing is kept longer than the object it is about. Objects, because {@code java.sql} is not visible from here.
 */
public final class JdbcObjects {
    private static final WeakIdentityMap<ConnectionInfo> CONNECTIONS = new WeakIdentityMap<>();
    private static final WeakIdentityMap<BatchTexts> BATCHES = new WeakIdentityMap<>();

    private static final WeakIdentityMap.Change<BatchTexts, String, Object> ADD =
            new WeakIdentityMap.Change<BatchTexts, String, Object>() {
                @Override
                public @Nullable Object apply(WeakIdentityMap.Cell<BatchTexts> cell, @Nullable String sql) {
                    if (cell.value == null) {
                        cell.value = new BatchTexts();
                    }
                    cell.value.add(sql);
                    return null;
                }
            };

    private JdbcObjects() {}

    /**
     * Remembers where a connection leads.
     *
     * @param url null if the driver does not say; only what {@link ConnectionInfo} holds is kept of it
     */
    public static ConnectionInfo connected(Object connection, @Nullable String url) {
        ConnectionInfo info = JdbcUrl.parse(url);
        CONNECTIONS.put(connection, info);
        return info;
    }

    /** Null if the connection is not known yet. */
    public static @Nullable ConnectionInfo connection(Object connection) {
        return CONNECTIONS.get(connection);
    }

    /** A text has been added to the batch of a statement that is not prepared. */
    public static void addedToBatch(Object statement, @Nullable String sql) {
        BATCHES.update(statement, ADD, sql);
    }

    /** The texts of the batch that is executed or cleared now, or null if there are none. */
    public static @Nullable BatchTexts takeBatch(Object statement) {
        return BATCHES.remove(statement);
    }

    /**
     * A statement is being closed: forgets it. The garbage collector would do that too, but a statement lives no longer than a
     * few calls, and tables that hold those of the last seconds are large, and slow for it.
     */
    public static void closed(Object statement) {
        PreparedTexts.forget(statement);
        BATCHES.remove(statement);
    }

    /** Objects about which something is known; for tests and for the agent's report on itself. */
    public static int size() {
        return CONNECTIONS.size() + PreparedTexts.size() + BATCHES.size();
    }
}
