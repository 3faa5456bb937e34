// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dapper.bootstrap.db.JdbcObjects;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Traces;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.apache.commons.dbcp2.DelegatingConnection;
import org.apache.commons.dbcp2.DelegatingStatement;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AgentExtension.class)
class ConnectionsTest {
    private static final String URL = "jdbc:h2:mem:connections;DB_CLOSE_DELAY=-1";

    @Test
    void serverAndUnusualPort() throws Exception {
        AgentExtension.sampling(false);
        Server server = Server.createTcpServer("-tcpPort", "0").start();
        try (Connection local = DriverManager.getConnection("jdbc:h2:mem:remote", "sa", "secret");
                Connection connection = DriverManager.getConnection(
                        "jdbc:h2:tcp://localhost:" + server.getPort() + "/mem:remote", "sa", "secret");
                Statement statement = connection.createStatement()) {
            assertThat(local.isClosed()).isFalse();
            Traces.inUnsampledTrace(() -> statement.execute("SELECT 1"));
            AgentExtension.sampling(true);
            statement.execute("SELECT 1");
            AgentExtension.sampling(false);
        } finally {
            server.stop();
        }
        assertThat(AgentExtension.spans().takeOne())
                .hasExactlyAttributes(
                        "db.system.name", "h2database",
                        "db.namespace", "remote",
                        "server.address", "localhost",
                        "server.port", server.getPort(),
                        "db.query.text", "SELECT ?",
                        "db.query.summary", "SELECT");
    }

    @Test
    void poolsAroundPoolsMakeOneSpan() throws Exception {
        org.apache.tomcat.jdbc.pool.DataSource outer = new org.apache.tomcat.jdbc.pool.DataSource();
        try (HikariDataSource inner = new HikariDataSource()) {
            inner.setJdbcUrl(URL);
            inner.setUsername("sa");
            outer.setDataSource(inner);
            for (int i = 0; i < 2; i++) {
                try (Connection connection = outer.getConnection();
                        PreparedStatement statement = connection.prepareStatement("SELECT ? + 1")) {
                    statement.setInt(1, 1);
                    statement.executeQuery().close();
                }
                assertThat(AgentExtension.spans().takeOne())
                        .hasName("SELECT")
                        .hasExactlyAttributes(
                                "db.system.name", "h2database",
                                "db.namespace", "connections",
                                "db.query.text", "SELECT ? + 1",
                                "db.query.summary", "SELECT");
            }
            outer.close(true);
        }
    }

    /** After a text was missed, all are stored. */
    @Test
    void driversStatementBehindAPoolIsKnownToo() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(URL);
            pool.setUsername("sa");
            for (int i = 0; i < 2; i++) {
                try (Connection connection = pool.getConnection();
                        PreparedStatement statement = connection.prepareStatement("SELECT ? + 2")) {
                    PreparedStatement unwrapped = statement.unwrap(org.h2.jdbc.JdbcPreparedStatement.class);
                    unwrapped.setInt(1, 1);
                    unwrapped.executeQuery().close();
                }
            }
        }
        assertThat(AgentExtension.spans().take(2).get(1))
                .hasAttribute("db.system.name", "h2database")
                .hasAttribute("db.query.text", "SELECT ? + 2");
    }

    @Test
    void statementsThatRunInsideAStatementMakeNoSpans() throws Exception {
        try (Connection connection = DriverManager.getConnection(URL, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ALIAS IF NOT EXISTS inside FOR \"" + Inside.class.getName() + ".answer\"");
            statement.executeQuery("SELECT inside()").close();
        }
        assertThat(AgentExtension.spans().take(2).get(1)).hasName("SELECT");
    }

    public static final class Inside {
        private Inside() {}

        /** A procedure called by the database. */
        public static int answer(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT 7")) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    @Test
    void runtimeExceptionIsTheErrorOfTheSpan() throws Exception {
        try (Connection real = DriverManager.getConnection(URL, "sa", "");
                Statement statement = new DelegatingStatement(new DelegatingConnection<>(real), null)) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT 1")).isInstanceOf(NullPointerException.class);
        }
        assertThat(AgentExtension.spans().takeOne()).hasError("java.lang.NullPointerException");
    }

    @Test
    void nothingIsKeptOfWhatIsGone() throws Exception {
        AgentExtension.sampling(false);
        for (int i = 0; i < 200; i++) {
            try (Connection connection = DriverManager.getConnection(URL, "sa", "")) {
                for (int s = 0; s < 20; s++) {
                    connection.prepareStatement("SELECT ?");
                    connection.createStatement().addBatch("SELECT " + s);
                }
            }
        }
        assertThat(JdbcObjects.size()).isPositive();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (JdbcObjects.size() > 50 && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(JdbcObjects.size()).isLessThanOrEqualTo(50);
    }
}
