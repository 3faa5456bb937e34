// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class C3p0Test extends H2Test {
    private static ComboPooledDataSource pool;

    @BeforeAll
    static void open() throws Exception {
        pool = new ComboPooledDataSource();
        pool.setJdbcUrl("jdbc:h2:mem:c3p0");
        pool.setUser("sa");
        pool.setPassword("");
        pool.setMaxPoolSize(3);
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
        return "c3p0";
    }
}
