// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.javaagent.testing.DatabaseClientContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

class HsqldbTest extends DatabaseClientContract {
    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:hsqldb:mem:shop", "SA", "");
    }

    @Override
    protected String system() {
        return "hsqldb";
    }

    @Override
    protected String namespace() {
        return "shop";
    }

    @Override
    protected String missingTableCode() {
        return "42501/-5501";
    }

    @Override
    protected String duplicateKeyCode() {
        return "23505/-104";
    }

    @Override
    protected boolean executesEmptyBatches() {
        return false;
    }

    @Override
    protected List<String> procedure() {
        return List.of(
                "DROP PROCEDURE noop IF EXISTS",
                "CREATE PROCEDURE noop(IN n INT) BEGIN ATOMIC DECLARE x INT; SET x = n; END");
    }

    @Override
    protected String call() {
        return "{call noop(?)}";
    }

    @Override
    protected String procedureName() {
        return "noop";
    }
}
