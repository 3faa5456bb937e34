// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.bootstrap.Current;
import dapper.bootstrap.UnsampledContext;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A driver sees the same calls, in the same order, with and without the agent. */
@ExtendWith(AgentExtension.class)
class SilenceTest {
    private static final int SPANS = 11;
    private static final int LARGE_BATCHES = 2;

    @FunctionalInterface
    private interface Connecting {
        Connection to(CountingDriver driver) throws SQLException;
    }

    @Test
    void aDriverIsAskedNothing() throws Exception {
        assertSilence(driver -> connect(driver.driver()), true, "postgresql");
    }

    @Test
    void aDataSourceIsAskedNothing() throws Exception {
        assertSilence(driver -> driver.dataSource().getConnection(), true, "other_sql");
    }

    @Test
    void aDriverBehindAPoolIsAskedNothing() throws Exception {
        assertSilence(driver -> pooled(driver).getConnection(), false, "postgresql");
    }

    private static Connection connect(Driver driver) throws SQLException {
        return driver.connect(CountingDriver.URL, new Properties());
    }

    private static DataSource pooled(CountingDriver counting) {
        Driver driver = counting.driver();
        BasicDataSource pool = new BasicDataSource() {
            @Override
            protected org.apache.commons.dbcp2.ConnectionFactory createConnectionFactory() {
                return () -> connect(driver);
            }
        };
        pool.setUrl(CountingDriver.URL);
        pool.setMaxTotal(1);
        pool.setPoolPreparedStatements(true);
        return pool;
    }

    /** @param large true if the pool and the driver have the methods of JDBC 4.2 */
    private static void assertSilence(Connecting connecting, boolean large, String system) throws Exception {
        int spans = large ? SPANS + LARGE_BATCHES : SPANS;
        List<String> expected = callsWithoutAgent(connecting, large);
        assertThat(expected).hasSizeGreaterThan(spans);

        assertThat(calls(true, connecting, large)).isEqualTo(expected);
        for (RecordedSpan span : AgentExtension.spans().take(spans)) {
            assertThat(span.attributes()).containsEntry("db.system.name", system);
        }

        Traces.inUnsampledTrace(() -> assertThat(calls(true, connecting, large)).isEqualTo(expected));
        AgentExtension.sampling(false);
        assertThat(calls(true, connecting, large)).isEqualTo(expected);
    }

    /** The pool's classes are woven here too, but the advice has nothing to do. */
    private static List<String> callsWithoutAgent(Connecting connecting, boolean large) throws SQLException {
        Current.set(UnsampledContext.SUPPRESSED);
        try {
            return calls(false, connecting, large);
        } finally {
            Current.set(null);
        }
    }

    private static List<String> calls(boolean woven, Connecting connecting, boolean large) throws SQLException {
        CountingDriver driver = new CountingDriver(woven);
        work(connecting.to(driver), large);
        return new ArrayList<>(driver.calls());
    }

    /** Calls everything that is woven. */
    private static void work(Connection connection, boolean large) throws SQLException {
        workWithoutParameters(connection, large);
        try (PreparedStatement statement = connection.prepareStatement("SELECT ?")) {
            statement.setInt(1, 1);
            statement.executeQuery().close();
            statement.executeUpdate();
            statement.execute();
            statement.addBatch();
            fails(statement::executeBatch);
            if (large) {
                statement.executeLargeBatch();
            }
        }
        connection.prepareStatement("SELECT 1", Statement.RETURN_GENERATED_KEYS).close();
        connection.prepareStatement("SELECT 1", new int[] {1}).close();
        try (CallableStatement call = connection.prepareCall("{call p(?)}")) {
            call.execute();
        }
        connection.commit();
        connection.close();
    }

    private static void workWithoutParameters(Connection connection, boolean large) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            statement.execute("SELECT 1", Statement.RETURN_GENERATED_KEYS);
            statement.executeQuery("SELECT 1").close();
            statement.executeUpdate("UPDATE a SET b = 1");
            fails(() -> statement.execute("FAIL"));
            statement.addBatch("INSERT INTO a VALUES (1)");
            statement.clearBatch();
            statement.addBatch("INSERT INTO a VALUES (2)");
            statement.addBatch("INSERT INTO b VALUES (2)");
            fails(statement::executeBatch);
            statement.addBatch("INSERT INTO a VALUES (2)");
            if (large) {
                statement.executeLargeBatch();
            }
        }
    }

    private interface Failing {
        void run() throws SQLException;
    }

    private static void fails(Failing action) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(action::run)).isInstanceOf(SQLException.class);
    }
}
