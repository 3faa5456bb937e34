// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class Dbcp2Test extends H2Test {
    private static BasicDataSource pool;

    @BeforeAll
    static void open() throws Exception {
        pool = new BasicDataSource();
        pool.setUrl("jdbc:h2:mem:dbcp2");
        pool.setUsername("sa");
        pool.setPassword("");
        pool.setMaxTotal(2);
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
        return "dbcp2";
    }
}
