// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import com.alibaba.druid.pool.DruidDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DruidTest extends H2Test {
    private static DruidDataSource pool;

    @BeforeAll
    static void open() throws Exception {
        pool = new DruidDataSource();
        pool.setUrl("jdbc:h2:mem:druid");
        pool.setUsername("sa");
        pool.setPassword("");
        pool.setMaxActive(2);
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
        return "druid";
    }
}
