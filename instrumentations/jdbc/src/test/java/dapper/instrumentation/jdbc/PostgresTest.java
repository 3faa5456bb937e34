// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Traces;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import javax.sql.XADataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.xa.PGXADataSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
class PostgresTest extends RealServerContract {
    private static final int PORT = 5_432;

    @Container
    private static final GenericContainer<?> SERVER = container("postgres:15", PORT)
            .withEnv("POSTGRES_USER", USER)
            .withEnv("POSTGRES_PASSWORD", PASSWORD)
            .withCommand("postgres", "-c", "fsync=off", "-c", "max_prepared_transactions=5")
            .waitingFor(Wait.forSuccessfulCommand("pg_isready -h 127.0.0.1"));

    private static String url() {
        return "jdbc:postgresql://" + SERVER.getHost() + ':' + SERVER.getMappedPort(PORT) + "/shop";
    }

    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, PASSWORD);
    }

    @Override
    protected XADataSource xaDataSource() {
        PGXADataSource source = new PGXADataSource();
        source.setUrl(url());
        return source;
    }

    @Override
    protected String system() {
        return "postgresql";
    }

    @Override
    protected Map<String, Object> server() {
        return Map.of("server.address", SERVER.getHost(), "server.port", SERVER.getMappedPort(PORT));
    }

    @Override
    protected String missingTableCode() {
        return "42P01";
    }

    @Override
    protected String duplicateKeyCode() {
        return "23505";
    }

    @Override
    protected List<String> procedure() {
        return List.of("CREATE OR REPLACE FUNCTION noop(n INT) RETURNS VOID LANGUAGE SQL AS ''");
    }

    @Override
    protected String call() {
        return "{call noop(?)}";
    }

    @Override
    protected String procedureName() {
        return "noop";
    }

    @Override
    protected String longQuery() {
        return "SELECT pg_sleep(60)";
    }

    @Override
    protected String runningQueries() {
        return "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'";
    }

    @Override
    protected String serial() {
        return "SERIAL";
    }

    @Test
    void aFunctionReturnsAValue() throws Exception {
        try (CallableStatement statement = connection.prepareCall("{? = call length(?)}")) {
            statement.registerOutParameter(1, Types.INTEGER);
            statement.setString(2, "Dune");
            statement.execute();
            assertThat(statement.getInt(1)).isEqualTo(4);
        }
        assertThat(spans().takeOne())
                .hasName("call length")
                .hasExactlyAttributes(
                        attributes("db.query.summary", "call length", "db.stored_procedure.name", "length"));
    }

    @Test
    void theSyntaxOfTheProductLosesItsLiterals() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DO $body$ BEGIN PERFORM 'hunter2'; END $body$");
            statement
                    .executeQuery("SELECT '{\"a\": \"hunter2\"}'::jsonb ?? 'a', E'hunter\\'2', $$hunter2$$ FROM book")
                    .close();
        }
        assertThat(spans().take(2)).allSatisfy(span -> {
            assertThat(span).hasNoError();
            assertThat(span.toString()).doesNotContain("hunter");
        });
    }

    @Test
    void rowsOfAnUpdateAreOneSpan() throws Exception {
        String sql = "UPDATE book SET title = ? RETURNING id";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "x");
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
            }
        }
        assertThat(spans().takeOne()).hasName("UPDATE book").hasAttribute("db.query.text", sql);
    }

    /** It uses no statement. */
    @Test
    void aCopyMakesNoSpan() throws Exception {
        Traces.inSpan("parent", () -> {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            postgres.getCopyAPI().copyIn("COPY book FROM STDIN", new StringReader("7\tEmma\n"));
            StringWriter copied = new StringWriter();
            postgres.getCopyAPI().copyOut("COPY book TO STDOUT", copied);
            assertThat(copied.toString()).contains("7\tEmma");
        });
        assertThat(spans().takeOne()).hasName("parent");
    }

    @Test
    void aPoolAddsNoSpan() throws Exception {
        AgentExtension.sampling(false);
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url());
            pool.setUsername(USER);
            pool.setPassword(PASSWORD);
            pool.setMaximumPoolSize(1);
            try (Connection pooled = pool.getConnection();
                    PreparedStatement statement = pooled.prepareStatement("SELECT title FROM book WHERE id = ?")) {
                AgentExtension.sampling(true);
                statement.setInt(1, 1);
                statement.executeQuery().close();
                assertThat(spans().takeOne())
                        .hasName("SELECT book")
                        .hasExactlyAttributes(attributes(
                                "db.query.text",
                                "SELECT title FROM book WHERE id = ?",
                                "db.query.summary",
                                "SELECT book"));
                AgentExtension.sampling(false);
            }
        }
    }
}
