// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import dapper.bootstrap.concurrent.WeakIdentityMap;
import dapper.bootstrap.db.url.ConnectionInfo;
import dapper.bootstrap.db.url.R2dbcTarget;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The targets of factories, the connections that they have opened, and the statements of these connections. No method of
 * such an object is called. A connection that has not been opened yet is not known, so the statements that a driver
 * executes to open it make no calls.
 */
public final class Origins {
    private static final WeakIdentityMap<ConnectionInfo> FACTORIES = new WeakIdentityMap<>();
    private static final WeakIdentityMap<Connected> CONNECTIONS = new WeakIdentityMap<>();
    private static final WeakIdentityMap<Origin> STATEMENTS = new WeakIdentityMap<>();

    /** True while a statement builds the publisher of its results: a proxy executes the statement of the driver. */
    private static final ThreadLocal<Boolean> EXECUTING = new ThreadLocal<>();

    private static final ThreadLocal<Making> MAKING = new ThreadLocal<>();

    private Origins() {}

    public static void made(Object factory, ConnectionFactoryOptions options) {
        String driver = text(options, ConnectionFactoryOptions.DRIVER);
        if (driver != null && FACTORIES.get(factory) == null) {
            Object port = options.getValue(ConnectionFactoryOptions.PORT);
            FACTORIES.put(
                    factory,
                    R2dbcTarget.of(
                            driver,
                            text(options, ConnectionFactoryOptions.PROTOCOL),
                            text(options, ConnectionFactoryOptions.HOST),
                            port instanceof Integer ? (Integer) port : -1,
                            text(options, ConnectionFactoryOptions.DATABASE)));
        }
    }

    private static @Nullable String text(ConnectionFactoryOptions options, Option<String> option) {
        Object value = options.getValue(option);
        return value instanceof String ? (String) value : null;
    }

    /** @return the publisher to return instead */
    public static Object opening(Object factory, Object connection) {
        if (connection instanceof Mono) {
            return ((Mono<?>) connection).doOnNext(opened -> opened(factory, opened));
        }
        return connection instanceof Flux
                ? ((Flux<?>) connection).doOnNext(opened -> opened(factory, opened))
                : connection;
    }

    /** A pool passes its wrapper on many times, and each connection that it wraps came from a factory before. */
    private static void opened(Object factory, Object connection) {
        if (CONNECTIONS.get(connection) == null) {
            ConnectionInfo target = FACTORIES.get(factory);
            if (target == null) {
                target = R2dbcTarget.nowhere(factory.getClass().getName());
                FACTORIES.put(factory, target);
            }
            CONNECTIONS.put(connection, new Connected(target));
        }
    }

    /** Begins to make a statement. Returns whether the connection is not one that another one wraps. */
    public static boolean making() {
        if (MAKING.get() != null) {
            return false;
        }
        MAKING.set(new Making());
        return true;
    }

    /**
     * Ends what {@link #making} began. The statement belongs to the innermost connection, which made it, and those that
     * wrap this connection are the same one from now on.
     *
     * @param statement null if the connection has thrown an exception
     * @param sql null for a batch
     */
    public static void made(boolean outermost, Object connection, @Nullable Object statement, @Nullable String sql) {
        Making making = MAKING.get();
        if (making != null && statement != null) {
            Connected innermost = making.connection;
            if (innermost != null) {
                CONNECTIONS.put(connection, innermost);
            } else {
                making.connection = CONNECTIONS.get(connection);
                if (making.connection != null) {
                    STATEMENTS.put(statement, new Origin(making.connection, sql));
                }
            }
        }
        if (outermost) {
            MAKING.remove();
        }
    }

    /** The innermost connection that has made a statement, as soon as it is known. */
    private static final class Making {
        @Nullable
        Connected connection;
    }

    public static void closing(Object connection) {
        Connected connected = CONNECTIONS.get(connection);
        if (connected != null) {
            connected.closing();
        }
    }

    /** @param sql null for a row of parameters */
    public static void added(Object statement, @Nullable String sql) {
        Origin origin = STATEMENTS.get(statement);
        if (origin != null) {
            origin.added(sql);
        }
    }

    /** Returns null if the statement makes no call. */
    public static @Nullable Origin executing(Object statement) {
        if (EXECUTING.get() != null) {
            return null;
        }
        Origin origin = STATEMENTS.get(statement);
        if (origin != null) {
            EXECUTING.set(true);
        }
        return origin;
    }

    /**
     * @param results null if the statement has thrown an exception
     * @return the publisher to return instead
     */
    public static @Nullable Object executed(Origin origin, @Nullable Object results) {
        EXECUTING.remove();
        return results == null ? null : Observed.inPlaceOf(results, origin.prepare());
    }
}
