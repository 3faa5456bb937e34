// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import static dapper.javaagent.testing.SpanAssert.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dapper.javaagent.testing.AgentExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sqlite.SQLiteDataSource;

/** Connections that are not returned by {@code Driver.connect}. */
@ExtendWith(AgentExtension.class)
class DataSourcesTest {
    static {
        System.setProperty("derby.stream.error.field", "java.lang.System.err");
    }

    @Test
    void h2() throws Exception {
        assertKnown(h2Source(), "SELECT 1", "h2database", "sources");
    }

    @Test
    void h2BehindTransactions() throws Exception {
        try (Connection connection = h2Source().getXAConnection().getConnection()) {
            assertKnown(connection, "SELECT 1", "h2database", "sources");
        }
    }

    @Test
    void h2BehindAPool() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSourceClassName(JdbcDataSource.class.getName());
        config.addDataSourceProperty("URL", "jdbc:h2:mem:sources");
        config.addDataSourceProperty("user", "sa");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertKnown(pool, "SELECT 1", "h2database", "sources");
        }
    }

    private static JdbcDataSource h2Source() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:sources");
        source.setUser("sa");
        source.setPassword("");
        return source;
    }

    @Test
    void hsqldb() throws Exception {
        JDBCDataSource source = new JDBCDataSource();
        source.setUrl("jdbc:hsqldb:mem:sources");
        source.setUser("sa");
        assertKnown(source, "VALUES 1", "hsqldb", "sources");
    }

    @Test
    void derby() throws Exception {
        EmbeddedDataSource source = new EmbeddedDataSource();
        source.setDatabaseName("memory:sources");
        source.setCreateDatabase("create");
        assertKnown(source, "VALUES 1", "derby", "sources");
    }

    @Test
    void sqlite() throws Exception {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite::memory:");
        assertKnown(source, "SELECT 1", "sqlite", ":memory:");
    }

    /** The driver executes some. */
    @Test
    void statementsThatOpenAConnectionMakeNoSpans() throws Exception {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite::memory:");
        source.setSynchronous("OFF");
        source.getConnection().close();
    }

    private static void assertKnown(DataSource source, String sql, String system, String namespace) throws Exception {
        AgentExtension.sampling(false); // some pools and drivers run statements to open a connection
        try (Connection connection = source.getConnection()) {
            AgentExtension.sampling(true);
            assertKnown(connection, sql, system, namespace);
        }
    }

    private static void assertKnown(Connection connection, String sql, String system, String namespace)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        assertThat(AgentExtension.spans().takeOne())
                .hasAttribute("db.system.name", system)
                .hasAttribute("db.namespace", namespace);
    }
}
