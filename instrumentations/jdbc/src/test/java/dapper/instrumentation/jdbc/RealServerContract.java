// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.DatabaseClientContract;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;

/** The contract on a server in a container, and what only a driver with a server does. */
abstract class RealServerContract extends DatabaseClientContract {
    static final String USER = "shop";
    static final String PASSWORD = "sesame";

    /** Connects as the other connections do. */
    protected abstract XADataSource xaDataSource() throws Exception;

    /** A query that takes a minute. */
    protected abstract String longQuery();

    /** Returns a number: of the other connections that run {@link #longQuery()}. */
    protected abstract String runningQueries();

    /** The type of a number that the server counts up. */
    protected abstract String serial();

    /** Returns whether spans name the server of a connection that {@link #xaDataSource()} opened. */
    protected boolean sourcesAreKnown() {
        return true;
    }

    @Override
    protected @Nullable String namespace() {
        return USER;
    }

    /** The first value that the query returns, without a span. */
    private long number(String query) throws Exception {
        long[] number = new long[1];
        Traces.inUnsampledTrace(() -> {
            try (Connection other = connect();
                    Statement statement = other.createStatement();
                    ResultSet result = statement.executeQuery(query)) {
                result.next();
                number[0] = result.getLong(1);
            }
        });
        return number[0];
    }

    @Test
    void generatedKeysMakeNoFurtherSpan() throws Exception {
        AgentExtension.sampling(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE author (id " + serial() + " PRIMARY KEY, name VARCHAR(20))");
            AgentExtension.sampling(true);
            String sql = "INSERT INTO author (name) VALUES (?)";
            try (PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "Herbert");
                assertThat(insert.executeUpdate()).isEqualTo(1);
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getInt(1)).isEqualTo(1);
                }
            }
            assertThat(spans().takeOne())
                    .hasName("INSERT author")
                    .hasExactlyAttributes(attributes("db.query.text", sql, "db.query.summary", "INSERT author"));
            AgentExtension.sampling(false);
            statement.execute("DROP TABLE author");
        }
    }

    @Test
    void aTimeoutIsAnError() throws Exception {
        Throwable thrown;
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            thrown = catchThrowable(() -> statement.execute(longQuery()));
        }

        assertThat(thrown).isInstanceOf(SQLException.class);
        RecordedSpan span = spans().takeOne();
        assertThat(span).hasName("SELECT").hasNoAttribute("db.collection.name");
        assertThat(span.error()).isTrue();
        assertThat(span.attributes()).containsKey("error.type");
    }

    @Test
    void aCancelledStatementIsOneSpan() throws Exception {
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<Throwable> ended =
                    CompletableFuture.supplyAsync(() -> catchThrowable(() -> statement.execute(longQuery())));
            while (number(runningQueries()) == 0) {
                Thread.onSpinWait();
            }
            statement.cancel();
            assertThat(ended.get(60, TimeUnit.SECONDS)).isInstanceOf(SQLException.class);
        }

        RecordedSpan span = spans().takeOne();
        assertThat(span).hasName("SELECT").isRoot();
        assertThat(span.error()).isTrue();
    }

    @Test
    void theDriversOwnStatementsMakeNoSpans() throws Exception {
        connection.isValid(10);
        connection.getTransactionIsolation();
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setCatalog(connection.getCatalog());
        connection.setSchema(connection.getSchema());
        connection.setReadOnly(true);
        connection.setReadOnly(false);
        connection.setAutoCommit(false);
        connection.rollback(connection.setSavepoint("here"));
        connection.commit();
        connection.setAutoCommit(true);
        connect().close();
        connection.getMetaData().getDatabaseProductVersion();
    }

    @Test
    void rowsThatAreFetchedLaterBelongToTheirQuery() throws Exception {
        AgentExtension.sampling(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO book VALUES (?, 'x')")) {
            for (int id = 100; id < 110; id++) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        AgentExtension.sampling(true);
        connection.setAutoCommit(false);
        int rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(2);
            try (ResultSet result = statement.executeQuery("SELECT * FROM book")) {
                while (result.next()) {
                    rows++;
                }
            }
        }
        connection.setAutoCommit(true);
        assertThat(rows).isEqualTo(11);
        assertThat(spans().takeOne()).hasName("SELECT book").hasNoError();
    }

    private record Branch(byte[] branch) implements Xid {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return "order".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] getBranchQualifier() {
            return branch.clone();
        }
    }

    @Test
    void aDistributedTransactionMakesOnlyTheSpansOfItsStatements() throws Exception {
        XAConnection transactions = xaDataSource().getXAConnection(USER, PASSWORD);
        try {
            inTwoBranches(transactions.getXAResource(), transactions.getConnection());
        } finally {
            transactions.close();
        }
        assertThat(number("SELECT count(*) FROM book WHERE id > 200")).isEqualTo(1);
    }

    private void inTwoBranches(XAResource resource, Connection connection) throws Exception {
        for (int i = 1; i <= 2; i++) {
            Branch branch = new Branch(new byte[] {(byte) i});
            resource.start(branch, XAResource.TMNOFLAGS);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO book VALUES (" + (200 + i) + ", 'x')");
            }
            RecordedSpan insert = spans().takeOne();
            assertThat(insert).hasName("INSERT book").hasAttribute("db.system.name", system());
            if (sourcesAreKnown()) {
                assertThat(insert)
                        .hasExactlyAttributes(attributes(
                                "db.query.text", "INSERT INTO book VALUES (?, ?)", "db.query.summary", "INSERT book"));
            }
            resource.end(branch, XAResource.TMSUCCESS);
            assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_OK);
            assertThat(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN))
                    .hasSize(1);
            if (i == 1) {
                resource.commit(branch, false);
            } else {
                resource.rollback(branch);
            }
        }
    }

    /** The container, without the cleaner that would be one more image. */
    static GenericContainer<?> container(String image, int port) {
        return new GenericContainer<>(image).withExposedPorts(port);
    }
}
