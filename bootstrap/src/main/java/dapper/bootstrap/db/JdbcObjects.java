// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.concurrent.WeakIdentityMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been learned about connections and statements, whatever class loaders the driver and the pools around it live in.
 * Nothing is kept longer than the object it is about. Objects, because {@code java.sql} is not visible from here.
 */
public final class JdbcObjects {
    /** Beyond this nobody needs to recognize a database again. */
    private static final int MAX_DATABASES = 1_024;

    private static final WeakIdentityMap<ConnectionInfo> CONNECTIONS = new WeakIdentityMap<>();
    private static final ThreadLocal<@Nullable String> CONNECTING = new ThreadLocal<>();
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
     * The running thread begins to open a connection, or has done so.
     *
     * @param url null for none
     * @return the URL that it was at before, to be given back at the end
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
     * Remembers where a connection leads, or one that will be made of an object.
     *
     * @param url null if it is not known; only what {@link ConnectionInfo} holds is kept of it
     */
    public static void connected(Object connection, @Nullable String url) {
        CONNECTIONS.put(connection, database(JdbcUrl.parse(url)));
    }

    /** What MySQL makes a connection of. */
    public static void mysqlHost(
            Object host, @Nullable String name, int port, @Nullable Map<String, String> properties) {
        String namespace = properties == null ? null : properties.get("dbname");
        if (namespace == null && properties != null) {
            namespace = properties.get("DBNAME"); // the first versions of 8.0
        }
        ConnectionInfo info = new ConnectionInfo(
                DatabaseSystem.MYSQL, JdbcUrl.emptyToNull(namespace), JdbcUrl.emptyToNull(name), port);
        CONNECTIONS.put(host, database(info));
    }

    /** A connection to SQL Server that is about to be opened. */
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
     * Remembers where a new connection leads, if what it was made of has a URL or is another connection.
     *
     * @param arguments of the constructor; they are not asked for anything
     */
    public static void made(Object connection, @Nullable Object[] arguments) {
        for (Object argument : arguments) {
            ConnectionInfo info = null;
            if (argument instanceof String && ((String) argument).startsWith("jdbc:")) {
                info = JdbcUrl.parse((String) argument);
            } else if (argument != null) {
                info = CONNECTIONS.get(argument);
            }
            if (info != null && info != ConnectionInfo.UNKNOWN) {
                CONNECTIONS.put(connection, database(info));
                return;
            }
        }
    }

    /** One object for each database, so that databases can be compared by identity. */
    static ConnectionInfo database(ConnectionInfo info) {
        ConnectionInfo known = DATABASES.get(info);
        if (known != null || DATABASES.size() >= MAX_DATABASES) {
            return known == null ? info : known;
        }
        known = DATABASES.putIfAbsent(info, info);
        return known == null ? info : known;
    }

    /**
     * Null if nobody saw the connection being opened: most often it is what a pool wraps around one. While a driver opens
     * one it may run statements on it.
     */
    static @Nullable ConnectionInfo connection(Object connection) {
        ConnectionInfo info = CONNECTIONS.get(connection);
        String url = info == null ? CONNECTING.get() : null;
        return url == null ? info : database(JdbcUrl.parse(url));
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
        Statements.forget(statement);
        BATCHES.remove(statement);
    }

    /** Objects about which something is known; for tests and for the agent's report on itself. */
    public static int size() {
        return CONNECTIONS.size() + Statements.size() + BATCHES.size();
    }
}
