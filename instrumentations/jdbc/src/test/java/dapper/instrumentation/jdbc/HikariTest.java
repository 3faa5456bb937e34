// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class HikariTest extends H2Test {
    private static HikariDataSource pool;

    @BeforeAll
    static void open() throws Exception {
        pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:mem:hikari");
        pool.setUsername("sa");
        pool.setPassword("");
        pool.setMaximumPoolSize(2);
    }

    @AfterAll
    static void close() throws Exception {
        pool.close();
    }

    @Override
    protected Connection connect() throws SQLException {
        return pool.getConnection();
    }

    @Override
    protected String namespace() {
        return "hikari";
    }
}
