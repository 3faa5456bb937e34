// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import static dapper.javaagent.testing.SpanAssert.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import dapper.storage.testing.TestNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ExecutionsTest extends CassandraTest {
    private static final String SECRET = "hunter2";

    ExecutionsTest(TestNode node) {
        super(node);
    }

    @Test
    void textIsSanitized() throws Exception {
        Traces.inSpan("parent", () -> {
            ResultSet result = session.execute("SELECT title FROM book WHERE shelf = 1 AND id IN (1, 2)");
            assertThat(result.all()).hasSize(2);
        });
        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(1))
                .hasName("SELECT book")
                .hasKind(SpanKind.CLIENT)
                .isChildOf(spans.get(0))
                .hasNoError()
                .hasNoEvents()
                .hasExactlyAttributes(attributes(
                        "db.query.text", "SELECT title FROM book WHERE shelf = ? AND id IN (?)",
                        "db.query.summary", "SELECT book"));
    }

    @Test
    void settingsOfTheStatementCount() {
        session.execute(SimpleStatement.builder("SELECT title FROM book WHERE shelf = ? AND id = ?")
                .addPositionalValues(1, 2)
                .setConsistencyLevel(DefaultConsistencyLevel.QUORUM)
                .setPageSize(10)
                .setIdempotence(true)
                .build());
        assertThat(AgentExtension.spans().takeOne())
                .isRoot()
                .hasName("SELECT book")
                .hasExactlyAttributes(attributes(
                        "db.query.text", "SELECT title FROM book WHERE shelf = ? AND id = ?",
                        "db.query.summary", "SELECT book",
                        "cassandra.consistency.level", "quorum",
                        "cassandra.page.size", 10,
                        "cassandra.query.idempotent", true));
    }

    @Test
    void settingsOfTheProfileCountNext() {
        session.execute(SimpleStatement.newInstance("SELECT title FROM book WHERE shelf = 1")
                .setExecutionProfileName("strict"));
        assertThat(AgentExtension.spans().takeOne())
                .hasExactlyAttributes(attributes(
                        "db.query.text", "SELECT title FROM book WHERE shelf = ?",
                        "db.query.summary", "SELECT book",
                        "cassandra.consistency.level", "all",
                        "cassandra.page.size", 77,
                        "cassandra.query.idempotent", true));
    }

    @Test
    void namedValues() {
        session.execute(SimpleStatement.newInstance("SELECT title FROM book WHERE shelf = :shelf", Map.of("shelf", 1)));
        assertThat(AgentExtension.spans().takeOne())
                .hasAttribute("db.query.text", "SELECT title FROM book WHERE shelf = :shelf");
    }

    @Test
    void preparedStatementMakesSpansWhenItIsExecuted() throws Exception {
        String cql = "UPDATE book USING TTL 400 SET title = ? WHERE shelf = ? AND id = ?";
        PreparedStatement statement = session.prepare(cql);
        Traces.inSpan("parent", () -> {
            session.execute(statement.bind(SECRET, 1, 1));
            session.execute(statement.bind(SECRET, 1, 2));
        });
        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        for (RecordedSpan span : spans.subList(1, 3)) {
            assertThat(span)
                    .hasName("UPDATE book")
                    .isChildOf(spans.get(0))
                    .hasExactlyAttributes(attributes("db.query.text", cql, "db.query.summary", "UPDATE book"));
        }
    }

    @Test
    void batchOfOneStatementManyTimes() {
        String cql = "INSERT INTO book (shelf, id, title) VALUES (?, ?, ?)";
        PreparedStatement statement = session.prepare(cql);
        session.execute(BatchStatement.newInstance(
                DefaultBatchType.LOGGED, statement.bind(2, 1, SECRET), statement.bind(2, 2, SECRET)));
        session.execute(BatchStatement.newInstance(DefaultBatchType.LOGGED, statement.bind(2, 3, SECRET)));
        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0))
                .hasName("BATCH INSERT book")
                .hasKind(SpanKind.CLIENT)
                .hasExactlyAttributes(attributes(
                        "db.query.text", cql, "db.query.summary", "BATCH INSERT book", "db.operation.batch.size", 2));
        assertThat(spans.get(1))
                .hasName("INSERT book")
                .hasExactlyAttributes(attributes("db.query.text", cql, "db.query.summary", "INSERT book"));
    }

    @Test
    void batchOfUnlikeStatements() {
        session.execute(BatchStatement.newInstance(
                DefaultBatchType.UNLOGGED,
                SimpleStatement.newInstance("DELETE FROM book WHERE shelf = 1 AND id = 1"),
                SimpleStatement.newInstance("INSERT INTO book (shelf, id, title) VALUES (3, 1, '" + SECRET + "')")));
        assertThat(AgentExtension.spans().takeOne())
                .hasName("BATCH")
                .hasExactlyAttributes(attributes(
                        "db.query.text",
                        "DELETE FROM book WHERE shelf = ? AND id = ?;"
                                + " INSERT INTO book (shelf, id, title) VALUES (?, ?, ?)",
                        "db.query.summary",
                        "BATCH",
                        "db.operation.batch.size",
                        2));
    }

    @Test
    void everyFurtherPageIsAnExecution() throws Exception {
        Traces.inSpan("parent", () -> {
            ResultSet result = session.execute(SimpleStatement.newInstance("SELECT id FROM book WHERE shelf = 1")
                    .setPageSize(2));
            assertThat(result.all()).hasSize(ROWS);
        });
        List<RecordedSpan> spans = AgentExtension.spans().take(4);
        for (RecordedSpan span : spans.subList(1, 4)) {
            assertThat(span).hasName("SELECT book").isChildOf(spans.get(0)).hasAttribute("cassandra.page.size", 2);
        }
    }

    @Test
    void asynchronousExecutionEndsBeforeItsCallbacksRun() throws Exception {
        CompletableFuture<RecordedSpan> seen = new CompletableFuture<>();
        CompletionStage<AsyncResultSet> stage = session.executeAsync("SELECT id FROM book WHERE shelf = 1");
        stage.whenComplete((result, thrown) -> {
            try {
                seen.complete(AgentExtension.spans().takeOne());
            } catch (AssertionError e) {
                seen.completeExceptionally(e);
            }
        });
        assertThat(seen.get(90, SECONDS))
                .isRoot()
                .hasNoError()
                .hasExactlyAttributes(attributes(
                        "db.query.text", "SELECT id FROM book WHERE shelf = ?", "db.query.summary", "SELECT book"));
    }

    @Test
    void asynchronousExecutionIsAChildOfItsCaller() throws Exception {
        CompletionStage<AsyncResultSet> stage =
                Traces.callInSpan("parent", () -> session.executeAsync("SELECT id FROM book WHERE shelf = 1"));
        assertThat(stage.toCompletableFuture().get(60, SECONDS).remaining()).isEqualTo(ROWS);
        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(1)).hasName("SELECT book").isChildOf(spans.get(0)).hasNoError();
    }

    @Test
    void asynchronousPages() throws Exception {
        Traces.inSpan("parent", () -> {
            AsyncResultSet first = session.executeAsync(
                            SimpleStatement.newInstance("SELECT id FROM book WHERE shelf = 1")
                                    .setPageSize(3))
                    .toCompletableFuture()
                    .get(60, SECONDS);
            AsyncResultSet second = first.fetchNextPage().toCompletableFuture().get(60, SECONDS);
            assertThat(second.currentPage()).hasSize(2);
        });
        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        assertThat(spans.get(1)).hasName("SELECT book").isChildOf(spans.get(0));
        assertThat(spans.get(2)).hasName("SELECT book").isChildOf(spans.get(0));
    }

    @Test
    void missingTable() {
        Throwable thrown = catchThrowable(() -> session.execute("SELECT * FROM nothing WHERE x = '" + SECRET + "'"));
        assertThat(thrown).isInstanceOf(InvalidQueryException.class);
        RecordedSpan span = AgentExtension.spans().takeOne();
        assertThat(span)
                .hasName("SELECT nothing")
                .hasError("0x2200")
                .hasExactlyAttributes(attributes(
                        "db.query.text", "SELECT * FROM nothing WHERE x = ?",
                        "db.query.summary", "SELECT nothing",
                        "db.response.status_code", "0x2200",
                        "error.type", "0x2200"));
        assertThat(span.events())
                .singleElement()
                .satisfies(event -> assertThat(event.attributes())
                        .containsEntry("exception.type", InvalidQueryException.class.getName()));
    }

    @Test
    void messagesThatQuoteTheTextAreNotRecorded() throws Exception {
        CompletableFuture<AsyncResultSet> result =
                session.executeAsync("SELEKT '" + SECRET + "' FROM book").toCompletableFuture();
        assertThat(catchThrowable(() -> result.get(60, SECONDS)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SyntaxError.class);
        RecordedSpan span = AgentExtension.spans().takeOne();
        assertThat(span).hasName("cassandra").hasError("0x2000").hasAttribute("db.response.status_code", "0x2000");
        assertThat(span.toString()).doesNotContain(SECRET);
    }

    @Test
    void cancelledExecutionHasNotFailed() throws Exception {
        int executions = 0;
        boolean cancelled = false;
        while (!cancelled) { // the answer may come first
            executions++;
            cancelled = session.executeAsync("SELECT id FROM book WHERE shelf = 1")
                    .toCompletableFuture()
                    .cancel(true);
        }
        for (RecordedSpan span : AgentExtension.spans().take(executions)) {
            assertThat(span).hasName("SELECT book").hasNoError().hasNoEvents();
        }
    }

    @Test
    void executionInAClosedSessionThrowsWhatTheDriverThrows() {
        CqlSession closed = open("library");
        closed.close();
        assertThat(catchThrowable(() -> closed.execute("SELECT id FROM book")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Session is closed");
    }

    @Test
    void theDriversOwnQueriesMakeNoSpans() {
        try (CqlSession other = open(null)) {
            other.refreshSchema();
            other.execute("CREATE TABLE library.loan (id int PRIMARY KEY)");
            other.execute("DROP TABLE library.loan");
        }
        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0)).hasName("CREATE TABLE library.loan").isRoot().hasNoAttribute("db.namespace");
        assertThat(spans.get(1)).hasName("DROP TABLE library.loan").isRoot();
    }

    @Test
    void unsampledTraceMakesNoSpans() throws Exception {
        Traces.inUnsampledTrace(() -> {
            session.execute("SELECT id FROM book WHERE shelf = 1");
            session.executeAsync("SELECT id FROM book WHERE shelf = 1")
                    .toCompletableFuture()
                    .get(60, SECONDS);
        });
    }

    @Test
    void unsampledRootMakesNoSpans() {
        AgentExtension.sampling(false);
        session.execute("SELECT id FROM book WHERE shelf = 1");
        assertThat(AgentExtension.takeDecisions()).isEqualTo(1);
    }
}
