// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.testing;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dapper.bootstrap.SpanKind;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract for the calls of any SQL driver, and of any pool around one. */
@ExtendWith(AgentExtension.class)
public abstract class DatabaseClientContract {
    private static final String SECRET = "hunter2";

    protected Connection connection;

    /** Opens a connection to an empty database, or to one that the tests of this class share. */
    protected abstract Connection connect() throws SQLException;

    /** {@code db.system.name}. */
    protected abstract String system();

    /** {@code db.namespace}, null if none is expected. */
    protected abstract @Nullable String namespace();

    /** {@code server.address} and, if it is not the default, {@code server.port}. */
    protected Map<String, Object> server() {
        return Map.of();
    }

    /** {@code db.response.status_code} for a table that does not exist. */
    protected abstract String missingTableCode();

    /** {@code db.response.status_code} for a second row with the same key. */
    protected abstract String duplicateKeyCode();

    /** Statements that make the procedure for {@link #call()}. */
    protected List<String> procedure() {
        return List.of();
    }

    /** A JDBC call escape with one parameter, a number, null if the database has no procedures. */
    protected @Nullable String call() {
        return null;
    }

    /** The procedure that {@link #call()} names. */
    protected String procedureName() {
        return "";
    }

    protected boolean executesEmptyBatches() {
        return true;
    }

    protected boolean statementsFailOnceClosed() {
        return true;
    }

    /** 0 if an object answers that is not of a class of the driver or the pool. */
    protected int spansOfAClosedStatement() {
        return 1;
    }

    @BeforeEach
    void createTable() throws SQLException {
        AgentExtension.sampling(false);
        connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE book (id INT NOT NULL PRIMARY KEY, title VARCHAR(100))");
            statement.executeUpdate("INSERT INTO book VALUES (1, 'Dune')");
            for (String sql : procedure()) {
                statement.execute(sql);
            }
        }
        AgentExtension.sampling(true);
    }

    @AfterEach
    void dropTable() throws SQLException {
        AgentExtension.sampling(false);
        if (connection.isClosed()) {
            connection = connect();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE book");
        }
        connection.close();
        AgentExtension.sampling(true);
    }

    @Test
    void query() throws Exception {
        Traces.inSpan("parent", () -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result =
                            statement.executeQuery("SELECT title FROM book WHERE title = 'Dune' AND id < 7")) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString(1)).isEqualTo("Dune");
                assertThat(result.next()).isFalse();
            }
        });
        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(1))
                .hasName("SELECT book")
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes(attributes(
                        "db.query.text", "SELECT title FROM book WHERE title = ? AND id < ?",
                        "db.query.summary", "SELECT book"));
    }

    @Test
    void update() throws Exception {
        try (Statement statement = connection.createStatement()) {
            Traces.inSpan("parent", () -> {
                assertThat(statement.executeUpdate("UPDATE book SET title = '" + SECRET + "' WHERE id = 1"))
                        .isEqualTo(1);
                assertThat(statement.execute("DELETE FROM book WHERE id IN (1, 2, 3)"))
                        .isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(1);
            });
        }
        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        assertThat(spans.get(1))
                .hasName("UPDATE book")
                .hasExactlyAttributes(attributes(
                        "db.query.text", "UPDATE book SET title = ? WHERE id = ?",
                        "db.query.summary", "UPDATE book"));
        assertThat(spans.get(2))
                .hasName("DELETE book")
                .isChildOf(spans.get(0))
                .hasExactlyAttributes(attributes(
                        "db.query.text", "DELETE FROM book WHERE id IN (?)",
                        "db.query.summary", "DELETE book"));
    }

    @Test
    void preparedStatementUsedTwice() throws Exception {
        String sql = "SELECT title FROM book WHERE id = ? AND title <> 'x'";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int id = 1; id <= 2; id++) {
                statement.setInt(1, id);
                boolean expected = id == 1;
                Traces.inSpan("parent", () -> {
                    try (ResultSet result = statement.executeQuery()) {
                        assertThat(result.next()).isEqualTo(expected);
                    }
                });
                List<RecordedSpan> spans = AgentExtension.spans().take(2);
                assertThat(spans.get(1))
                        .hasName("SELECT book")
                        .hasKind(SpanKind.CLIENT)
                        .isChildOf(spans.get(0))
                        .hasNoError()
                        .hasExactlyAttributes(attributes("db.query.text", sql, "db.query.summary", "SELECT book"));
            }
        }
    }

    @Test
    void preparedStatementWithoutParametersLosesItsLiterals() throws Exception {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE book SET title = '" + SECRET + "' WHERE id = 1")) {
            assertThat(statement.execute()).isFalse();
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        for (RecordedSpan span : AgentExtension.spans().take(2)) {
            assertThat(span)
                    .isRoot()
                    .hasName("UPDATE book")
                    .hasExactlyAttributes(attributes(
                            "db.query.text", "UPDATE book SET title = ? WHERE id = ?",
                            "db.query.summary", "UPDATE book"));
        }
    }

    @Test
    void preparedBatch() throws Exception {
        String sql = "INSERT INTO book VALUES (?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int id = 10; id < 13; id++) {
                add(statement, id);
            }
            assertThat(statement.executeBatch()).hasSize(3);
            assertThat(AgentExtension.spans().takeOne())
                    .hasName("BATCH INSERT book")
                    .hasKind(SpanKind.CLIENT)
                    .hasNoError()
                    .hasExactlyAttributes(attributes(
                            "db.query.text",
                            sql,
                            "db.query.summary",
                            "BATCH INSERT book",
                            "db.operation.batch.size",
                            3));
            add(statement, 13);
            assertThat(statement.executeBatch()).hasSize(1);
            assertThat(AgentExtension.spans().takeOne())
                    .hasName("INSERT book")
                    .hasExactlyAttributes(attributes("db.query.text", sql, "db.query.summary", "INSERT book"));
        }
    }

    private static void add(PreparedStatement statement, int id) throws SQLException {
        statement.setInt(1, id);
        statement.setString(2, SECRET);
        statement.addBatch();
    }

    @Test
    void batchOfLikeStatements() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("INSERT INTO book VALUES (20, 'a')");
            statement.clearBatch();
            statement.addBatch("INSERT INTO book VALUES (21, 'b')");
            statement.addBatch("INSERT INTO book VALUES (22, 'c')");
            assertThat(statement.executeBatch()).hasSize(2);
        }
        assertThat(AgentExtension.spans().takeOne())
                .hasName("BATCH INSERT book")
                .hasExactlyAttributes(attributes(
                        "db.query.text", "INSERT INTO book VALUES (?, ?)",
                        "db.query.summary", "BATCH INSERT book",
                        "db.operation.batch.size", 2));
    }

    @Test
    void batchOfUnlikeStatements() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("INSERT INTO book VALUES (23, 'a')");
            statement.addBatch("DELETE FROM book WHERE id = 23");
            assertThat(statement.executeBatch()).hasSize(2);
            assertThat(AgentExtension.spans().takeOne())
                    .hasName("BATCH")
                    .hasExactlyAttributes(attributes(
                            "db.query.text", "INSERT INTO book VALUES (?, ?); DELETE FROM book WHERE id = ?",
                            "db.query.summary", "BATCH",
                            "db.operation.batch.size", 2));
            statement.addBatch("DELETE FROM book WHERE id = 24");
            assertThat(statement.executeBatch()).hasSize(1);
            assertThat(AgentExtension.spans().takeOne())
                    .hasName("DELETE book")
                    .hasExactlyAttributes(attributes(
                            "db.query.text", "DELETE FROM book WHERE id = ?", "db.query.summary", "DELETE book"));
        }
    }

    @Test
    void emptyBatch() throws Exception {
        assumeTrue(executesEmptyBatches());
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeBatch()).isEmpty();
        }
        assertThat(AgentExtension.spans().takeOne())
                .hasName("BATCH")
                .hasExactlyAttributes(attributes("db.query.summary", "BATCH", "db.operation.batch.size", 0));
    }

    @Test
    void procedureCall() throws Exception {
        String call = call();
        assumeTrue(call != null);
        try (CallableStatement statement = connection.prepareCall(call)) {
            statement.setInt(1, 1);
            statement.execute();
        }
        assertThat(AgentExtension.spans().takeOne())
                .hasName("call " + procedureName())
                .hasKind(SpanKind.CLIENT)
                .isRoot()
                .hasNoError()
                .hasExactlyAttributes(attributes(
                        "db.query.summary", "call " + procedureName(), "db.stored_procedure.name", procedureName()));
    }

    @Test
    void missingTable() throws Exception {
        Throwable thrown;
        try (Statement statement = connection.createStatement()) {
            thrown = catchThrowable(() -> statement.executeQuery("SELECT * FROM nothing WHERE x = '" + SECRET + "'"));
        }
        assertThat(thrown).isInstanceOf(SQLException.class);
        RecordedSpan span = AgentExtension.spans().takeOne();
        assertThat(span)
                .hasName("SELECT nothing")
                .hasError(missingTableCode())
                .hasExactlyAttributes(attributes(
                        "db.query.text",
                        "SELECT * FROM nothing WHERE x = ?",
                        "db.query.summary",
                        "SELECT nothing",
                        "db.response.status_code",
                        missingTableCode(),
                        "error.type",
                        missingTableCode()));
        assertThat(span.events()).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("exception");
            assertThat(event.attributes())
                    .containsEntry("exception.type", thrown.getClass().getName());
            assertThat(String.valueOf(event.attributes().get("exception.stacktrace")))
                    .startsWith(thrown.getClass().getName() + "\n\tat ");
        });
        assertThat(span.toString()).doesNotContain(SECRET);
    }

    @Test
    void duplicateKey() throws Exception {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO book VALUES (?, ?)")) {
            statement.setInt(1, 1);
            statement.setString(2, SECRET);
            assertThat(catchThrowable(statement::executeUpdate)).isInstanceOf(SQLException.class);
        }
        RecordedSpan span = AgentExtension.spans().takeOne();
        assertThat(span).hasName("INSERT book").hasError(duplicateKeyCode());
        assertThat(span.toString()).doesNotContain(SECRET);
    }

    @Test
    void closedStatementFailsAsItDoesWithoutTheAgent() throws Exception {
        assumeTrue(statementsFailOnceClosed());
        Statement statement = connection.createStatement();
        statement.close();
        assertThat(catchThrowable(() -> statement.execute("SELECT 1 FROM book")))
                .isInstanceOf(SQLException.class);
        for (RecordedSpan span : AgentExtension.spans().take(spansOfAClosedStatement())) {
            assertThat(span).hasName("SELECT book");
            assertThat(span.error()).isTrue();
        }
    }

    @Test
    void transactionsMakeNoSpans() throws Exception {
        connection.setAutoCommit(false);
        Traces.inSpan("parent", () -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE book SET title = 'x'");
                connection.rollback();
                connection.commit();
            }
        });
        connection.setAutoCommit(true);
        assertThat(AgentExtension.spans().take(2).get(1)).hasName("UPDATE book");
    }

    @Test
    void unsampledTraceMakesNoSpans() throws Exception {
        Traces.inUnsampledTrace(this::executeEverything);
    }

    @Test
    void traceThatBeginsHereUnsampledMakesNoSpans() throws Exception {
        AgentExtension.sampling(false);
        executeEverything();
    }

    private void executeEverything() throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT * FROM book WHERE id = ?")) {
            statement.execute("UPDATE book SET title = 'x'");
            prepared.setInt(1, 1);
            prepared.executeQuery().close();
            statement.addBatch("DELETE FROM book WHERE id = 1");
            assertThat(statement.executeBatch()).containsExactly(1);
        }
    }

    /** Returns the attributes that every span has, plus these. */
    protected final Map<String, Object> attributes(Object... keysAndValues) {
        Map<String, Object> attributes = new LinkedHashMap<>(server());
        attributes.put("db.system.name", system());
        String namespace = namespace();
        if (namespace != null) {
            attributes.put("db.namespace", namespace);
        }
        for (int i = 0; i < keysAndValues.length; i += 2) {
            attributes.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return attributes;
    }
}
