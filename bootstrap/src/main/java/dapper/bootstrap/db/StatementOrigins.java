// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.Current;
import dapper.bootstrap.call.CallListening;
import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.db.url.ConnectionInfo;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The origins of statements: the connection that made them and the text they were prepared with. Woven code calls
 * {@link #begin} where a connection starts to make a statement. If that returned true, it calls {@link #end} on the
 * same thread afterwards. No method of a statement or connection is ever called: it may run SQL, take locks or borrow a
 * connection.
 *
 * <p>A connection that a driver opened is known ({@link JdbcObjects}). A pool's wrapper calls it to make a statement,
 * so the wrapper's statement has the same origin. A connection that chooses another one later makes statements of
 * unknown origin; {@link RunningCall} completes them.
 *
 * <p>Storing a statement costs more than all other work on it. So it is done once for a statement and its wrappers, and
 * without a listener for calls not in a request that is not recorded: a statement rarely outlives its request. Where one does, or where an
 * application executes a wrapped statement, the first text that is {@linkplain #missed} ends both economies for good. A
 * statement without a text is stored only if {@link StatementClass} leaves its origin open.
 */
public final class StatementOrigins {
    private static final StatementOrigins SHARED = new StatementOrigins();

    /** Values are an {@link Origin}, or the only part of it that is needed: a text or a {@link ConnectionInfo}. */
    private final WeakIdentityMap<Object> origins = new WeakIdentityMap<>();

    @SuppressWarnings("ThreadLocalUsage") // one instance, except in tests
    private final ThreadLocal<Making> making = new ThreadLocal<Making>() {
        @Override
        protected Making initialValue() {
            return new Making();
        }
    };

    private volatile boolean remembersAll;

    StatementOrigins() {}

    /** Returns true if the caller must call {@link #end} afterwards. */
    public static boolean begin() {
        return SHARED.enter();
    }

    /**
     * @param statement null if none was made
     * @param sql null if the statement is not prepared
     */
    public static void end(Object connection, @Nullable Object statement, @Nullable String sql) {
        SHARED.leave(JdbcObjects.connection(connection), DriverPackages.product(connection.getClass()), statement, sql);
    }

    /** Returns whether a connection is making a statement on this thread. */
    static boolean isMaking() {
        return SHARED.making.get().depth > 0;
    }

    /** The text that a statement was prepared with, or null. */
    static @Nullable String text(Object statement) {
        return SHARED.textOf(statement);
    }

    /**
     * The target of a statement's connection: {@link ConnectionInfo#UNKNOWN}, or null if the statement's creation was
     * not observed.
     */
    static @Nullable ConnectionInfo connection(Object statement) {
        return SHARED.connectionOf(statement);
    }

    /** Reports that the origin of a statement should have been stored but was not. */
    static void missed() {
        SHARED.rememberAll();
    }

    /** Forgets a closed statement: if it is made again, its origin is given again. */
    static void forget(Object statement) {
        SHARED.origins.remove(statement);
    }

    static int size() {
        return SHARED.origins.size();
    }

    void rememberAll() {
        remembersAll = true;
    }

    boolean enter() {
        if (!remembersAll && Current.isUnsampled() && !CallListening.hasListener()) {
            return false;
        }
        making.get().depth++;
        return true;
    }

    /**
     * @param own where the connection leads, null for one that no driver is known to have opened
     * @param product what is known of any connection of this class
     */
    void leave(
            @Nullable ConnectionInfo own,
            @Nullable ConnectionInfo product,
            @Nullable Object statement,
            @Nullable String sql) {
        Making thread = making.get();
        int depth = --thread.depth;
        ConnectionInfo connection = thread.learn(own, product, depth);
        if (depth == 0 || remembersAll) {
            remember(statement, sql, connection);
        } else if (statement != null) {
            StatementClass.of(statement).leadsTo(connection); // costs little, and an application may unwrap it
            thread.made(statement, sql);
        }
        if (depth == 0) {
            if (statement == null || Proxy.isProxyClass(statement.getClass())) {
                remember(thread.inner, thread.innerSql, connection); // calls of a proxy arrive there: it is not woven
            }
            thread.clear();
        }
    }

    private void remember(@Nullable Object statement, @Nullable String sql, ConnectionInfo connection) {
        if (statement == null) {
            return;
        }
        boolean obvious = StatementClass.of(statement).leadsTo(connection);
        if (sql != null) {
            origins.put(statement, obvious ? sql : new Origin(sql, connection));
        } else if (!obvious) {
            origins.put(statement, connection);
        }
    }

    @Nullable
    String textOf(Object statement) {
        Object origin = origins.get(statement);
        if (origin instanceof Origin) {
            return ((Origin) origin).sql;
        }
        return origin instanceof String ? (String) origin : null;
    }

    @Nullable
    ConnectionInfo connectionOf(Object statement) {
        StatementClass type = StatementClass.of(statement);
        ConnectionInfo only = type.only();
        if (only != null) {
            return only;
        }
        Object origin = origins.get(statement);
        if (origin instanceof Origin) {
            return ((Origin) origin).connection;
        }
        if (origin instanceof ConnectionInfo) {
            return (ConnectionInfo) origin;
        }
        return origin == null ? null : type.first(); // made before its class was seen with a second database
    }

    private static final class Origin {
        final String sql;
        final ConnectionInfo connection;

        Origin(String sql, ConnectionInfo connection) {
            this.sql = sql;
            this.connection = connection;
        }
    }

    /**
     * The nesting depth of connections that call each other on one thread, and the results of those below the
     * outermost.
     */
    private static final class Making {
        int depth;

        @Nullable
        ConnectionInfo connection;

        int connectionDepth;

        @Nullable
        ConnectionInfo product;

        @Nullable
        Object inner;

        @Nullable
        String innerSql;

        /**
         * Known connections count before those they wrap; two that stand side by side and differ make an unknown one. Where
         * none is known, the product is, if all agree.
         */
        ConnectionInfo learn(@Nullable ConnectionInfo own, @Nullable ConnectionInfo ofClass, int atDepth) {
            if (own != null && own.isKnown()) {
                if (connection == null || atDepth < connectionDepth) {
                    connection = own;
                    connectionDepth = atDepth;
                } else if (!connection.equals(own)) {
                    connection = ConnectionInfo.UNKNOWN;
                }
            }
            if (connection != null) {
                return connection;
            }
            if (product == null) {
                product = ofClass;
            } else if (ofClass != null && !ofClass.equals(product)) {
                product = ConnectionInfo.UNKNOWN;
            }
            return product == null ? ConnectionInfo.UNKNOWN : product;
        }

        /** Keeps the last one, but never replaces a woven object by one that is not woven. */
        void made(Object statement, @Nullable String sql) {
            if (inner == null || !Proxy.isProxyClass(statement.getClass())) {
                inner = statement;
                innerSql = sql;
            }
        }

        void clear() {
            connection = null;
            product = null;
            inner = null;
            innerSql = null;
        }
    }
}
