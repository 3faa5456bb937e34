// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.db.sql.BatchTexts;
import dapper.bootstrap.db.url.ConnectionInfo;
import dapper.bootstrap.db.url.DatabaseSystem;
import dapper.bootstrap.db.url.JdbcUrl;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The known origins of connections and statements, regardless of the class loaders of the driver and the pools around
 * it. No entry outlives its object. Parameters are plain objects, because {@code java.sql} is not visible from here.
 */
public final class JdbcObjects {
    /** Beyond this, databases are no longer recognized again. */
    private static final int MAX_DATABASES = 1_024;

    private static final WeakIdentityMap<ConnectionInfo> CONNECTIONS = new WeakIdentityMap<>();
    private static final ThreadLocal<@Nullable String> CONNECTING = new ThreadLocal<>();
    private static final String OWN_WORK = "";
    private static final Map<ConnectionInfo, ConnectionInfo> DATABASES = new ConcurrentHashMap<>();
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

    static {
        DATABASES.put(ConnectionInfo.UNKNOWN, ConnectionInfo.UNKNOWN);
    }

    private JdbcObjects() {}

    /**
     * Marks that the running thread begins to open a connection, or has done so.
     *
     * @param url null for none
     * @return the previous URL, to be passed back at the end
     */
    public static @Nullable String connecting(@Nullable String url) {
        String outer = CONNECTING.get();
        if (url == null) {
            CONNECTING.remove();
        } else {
            CONNECTING.set(url);
        }
        return outer;
    }

    /**
     * Marks that the running thread begins a call that a driver may execute statements of its own for, such as the check
     * of a connection.
     *
     * @return to be passed to {@link #connecting} at the end
     */
    public static @Nullable String ownWork() {
        return connecting(OWN_WORK);
    }

    /** Returns whether a statement of the running thread is the driver's own: it opens a connection, or checks it. */
    static boolean isOwnWork() {
        return CONNECTING.get() != null;
    }

    /**
     * Remembers the target of a connection, or of an object that a connection will be made from.
     *
     * @param url null if it is not known; only the parts in {@link ConnectionInfo} are kept
     */
    public static void connected(Object connection, @Nullable String url) {
        CONNECTIONS.put(connection, database(JdbcUrl.parse(url)));
    }

    /** Remembers the target of an object that MySQL makes a connection from. */
    public static void mysqlHost(
            Object host, @Nullable String name, int port, @Nullable Map<String, String> properties) {
        String namespace = properties == null ? null : properties.get("dbname");
        if (namespace == null && properties != null) {
            namespace = properties.get("DBNAME"); // the first versions of 8.0
        }
        CONNECTIONS.put(host, database(ConnectionInfo.of(DatabaseSystem.MYSQL, namespace, name, port)));
    }

    /** Remembers the target of a connection to SQL Server that is about to be opened. */
    public static void sqlServer(Object connection, Properties properties) {
        String server = properties.getProperty("serverName");
        if (server != null) {
            String instance = properties.getProperty("instanceName");
            String port = properties.getProperty("portNumber");
            String database = properties.getProperty("databaseName");
            connected(
                    connection,
                    "jdbc:sqlserver://"
                            + server
                            + (instance == null || server.indexOf('\\') >= 0 ? "" : '\\' + instance)
                            + (port == null ? "" : ':' + port)
                            + (database == null ? "" : ";databaseName={" + database.replace("}", "}}") + '}'));
        }
    }

    /**
     * Remembers the target of a new connection, if it was made from a URL or from another connection.
     *
     * @param arguments of the constructor; none of their methods is called
     */
    public static void made(Object connection, @Nullable Object[] arguments) {
        for (Object argument : arguments) {
            ConnectionInfo info = null;
            if (argument instanceof String && ((String) argument).startsWith("jdbc:")) {
                info = JdbcUrl.parse((String) argument);
            } else if (argument != null) {
                info = CONNECTIONS.get(argument);
            }
            if (info != null && info.isKnown()) {
                CONNECTIONS.put(connection, database(info));
                return;
            }
        }
    }

    /** One object for each of the first databases; all connections to it share it. */
    static ConnectionInfo database(ConnectionInfo info) {
        ConnectionInfo known = DATABASES.get(info);
        if (known != null || DATABASES.size() >= MAX_DATABASES) {
            return known == null ? info : known;
        }
        known = DATABASES.putIfAbsent(info, info);
        return known == null ? info : known;
    }

    /**
     * Returns null if the opening of the connection was not observed: most often it is a pool's wrapper. A driver that
     * is opening a connection may run statements on it.
     */
    static @Nullable ConnectionInfo connection(Object connection) {
        ConnectionInfo info = CONNECTIONS.get(connection);
        String url = info == null ? CONNECTING.get() : null;
        return url == null || url.isEmpty() ? info : database(JdbcUrl.parse(url));
    }

    /** Records that a text has been added to the batch of a statement that is not prepared. */
    public static void addedToBatch(Object statement, @Nullable String sql) {
        BATCHES.update(statement, ADD, sql);
    }

    /** Takes the texts of the batch that is being executed or cleared, or null if there are none. */
    public static @Nullable BatchTexts takeBatch(Object statement) {
        return BATCHES.remove(statement);
    }

    /**
     * Forgets a statement that is being closed. The garbage collector would do that too, but most statements live for a
     * few calls only, and tables with those of the last seconds are large and slow to collect.
     */
    public static void closed(Object statement) {
        StatementOrigins.forget(statement);
        BATCHES.remove(statement);
    }

    /** The number of objects with a known origin; for tests and for the agent's report on itself. */
    public static int size() {
        return CONNECTIONS.size() + StatementOrigins.size() + BATCHES.size();
    }
}
