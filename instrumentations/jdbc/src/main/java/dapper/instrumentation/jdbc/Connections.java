// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.bootstrap.db.ConnectionInfo;
import dapper.bootstrap.db.JdbcObjects;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Where a statement's connection leads. A connection that a driver opened is known; what a pool wraps around it is unwrapped;
 * only a connection that came about otherwise, from a data source of the driver, is asked for its URL, once. Called only
 * for calls that are recorded, while the call's span is current: statements that a driver runs to answer make no spans.
 */
final class Connections {
    private Connections() {}

    static ConnectionInfo of(Statement statement) {
        try {
            Connection connection = statement.getConnection();
            return connection == null ? ConnectionInfo.UNKNOWN : of(connection);
        } catch (Throwable closedOrNotSupported) {
            return ConnectionInfo.UNKNOWN;
        }
    }

    private static ConnectionInfo of(Connection connection) {
        ConnectionInfo known = JdbcObjects.connection(connection);
        if (known == null) {
            known = unwrapped(connection);
        }
        return known == null ? JdbcObjects.connected(connection, url(connection)) : known;
    }

    private static @Nullable ConnectionInfo unwrapped(Connection connection) {
        try {
            Connection inner = connection.unwrap(Connection.class);
            return inner == null || inner == connection ? null : JdbcObjects.connection(inner);
        } catch (Throwable notSupported) {
            return null;
        }
    }

    private static @Nullable String url(Connection connection) {
        try {
            DatabaseMetaData metaData = connection.getMetaData();
            return metaData == null ? null : metaData.getURL();
        } catch (Throwable closedOrNotSupported) {
            return null;
        }
    }
}
