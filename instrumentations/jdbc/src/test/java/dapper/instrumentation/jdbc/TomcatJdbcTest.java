// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.tomcat.jdbc.pool.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class TomcatJdbcTest extends H2Test {
    private static DataSource pool;

    @BeforeAll
    static void open() throws Exception {
        pool = new DataSource();
        pool.setUrl("jdbc:h2:mem:tomcatjdbc");
        pool.setUsername("sa");
        pool.setPassword("");
        pool.setMaxActive(2);
    }

    @AfterAll
    static void close() throws Exception {
        pool.close(true);
    }

    @Override
    protected Connection connect() throws SQLException {
        return pool.getConnection();
    }

    @Override
    protected String namespace() {
        return "tomcatjdbc";
    }

    /** Its own proxy responds before the driver is called. */
    @Override
    protected int spansOfAClosedStatement() {
        return 0;
    }
}
