// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import dapper.javaagent.testing.DatabaseClientContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class DerbyTest extends DatabaseClientContract {
    static {
        System.setProperty("derby.stream.error.field", "java.lang.System.err");
    }

    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:derby:memory:shop;create=true");
    }

    @Override
    protected String system() {
        return "derby";
    }

    @Override
    protected String namespace() {
        return "shop";
    }

    @Override
    protected String missingTableCode() {
        return "42X05/30000";
    }

    @Override
    protected String duplicateKeyCode() {
        return "23505/30000";
    }

    @Override
    protected String call() {
        return "{call SYSCS_UTIL.SYSCS_SET_RUNTIMESTATISTICS(?)}";
    }

    @Override
    protected String procedureName() {
        return "SYSCS_UTIL.SYSCS_SET_RUNTIMESTATISTICS";
    }
}
