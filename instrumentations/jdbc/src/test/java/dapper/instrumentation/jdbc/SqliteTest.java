// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.javaagent.testing.DatabaseClientContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class SqliteTest extends DatabaseClientContract {
    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @Override
    protected String system() {
        return "sqlite";
    }

    @Override
    protected String namespace() {
        return ":memory:";
    }

    @Override
    protected String missingTableCode() {
        return "1";
    }

    @Override
    protected String duplicateKeyCode() {
        return "19";
    }

    @Override
    protected boolean statementsFailOnceClosed() {
        return false;
    }
}
