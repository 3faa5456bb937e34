// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.db.JdbcObjects;
import dapper.javaagent.testing.DatabaseClientContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class H2Test extends DatabaseClientContract {
    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:mem:shop", "sa", "");
    }

    @Override
    protected String system() {
        return "h2database";
    }

    @Override
    protected String namespace() {
        return "shop";
    }

    @Override
    protected String missingTableCode() {
        return "42S02/42102";
    }

    @Override
    protected String duplicateKeyCode() {
        return "23505/23505";
    }

    @Override
    protected List<String> procedure() {
        return List.of("CREATE ALIAS IF NOT EXISTS absolute FOR \"java.lang.Math.abs(int)\"");
    }

    @Override
    protected String call() {
        return "{call absolute(?)}";
    }

    @Override
    protected String procedureName() {
        return "absolute";
    }

    @Test
    void closedStatementsAreForgotten() throws Exception {
        List<PreparedStatement> statements = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            statements.add(connection.prepareStatement("SELECT title FROM book WHERE id = ?"));
        }
        int before = JdbcObjects.size();
        for (PreparedStatement statement : statements) {
            statement.close();
        }
        // A pool may open some connections meanwhile.
        assertThat(JdbcObjects.size()).isLessThan(before - statements.size() + 20);
    }
}
