// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v3_0;

import static com.datastax.driver.core.querybuilder.QueryBuilder.eq;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.datastax.driver.core.BatchStatement;
import com.datastax.driver.core.Cluster;
import com.datastax.driver.core.ConsistencyLevel;
import com.datastax.driver.core.Host;
import com.datastax.driver.core.PreparedStatement;
import com.datastax.driver.core.ResultSet;
import com.datastax.driver.core.ResultSetFuture;
import com.datastax.driver.core.Session;
import com.datastax.driver.core.SimpleStatement;
import com.datastax.driver.core.SocketOptions;
import com.datastax.driver.core.Statement;
import com.datastax.driver.core.exceptions.InvalidQueryException;
import com.datastax.driver.core.exceptions.SyntaxError;
import com.datastax.driver.core.querybuilder.QueryBuilder;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import dapper.storage.testing.EmbeddedCassandraExtension;
import dapper.storage.testing.TestNode;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({AgentExtension.class, EmbeddedCassandraExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CassandraDriverTest {
    private static final int ROWS = 5;
    private static final String SECRET = "hunter2";

    private final InetSocketAddress address;
    private final Cluster cluster;
    private final Session session;

    CassandraDriverTest(TestNode node) {
        address = node.node().contactPoint();
        cluster = cluster();
        Session setUp = cluster.connect();
        AgentExtension.sampling(false);
        setUp.execute(
                "CREATE KEYSPACE library" + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        setUp.execute("CREATE TABLE library.book (shelf int, id int, title text, PRIMARY KEY (shelf, id))");
        setUp.close();
        session = cluster.connect("library");
    }

    private Cluster cluster() {
        return Cluster.builder()
                .addContactPointsWithPorts(List.of(address))
                .withSocketOptions(
                        new SocketOptions().setConnectTimeoutMillis(60_000).setReadTimeoutMillis(60_000))
                .withoutJMXReporting()
                .build();
    }

    @BeforeAll
    void sampleAgain() {
        AgentExtension.sampling(true);
    }

    @BeforeEach
    void fillTable() throws Exception {
        Traces.inUnsampledTrace(() -> {
            session.execute("TRUNCATE book");
            for (int id = 1; id <= ROWS; id++) {
                session.execute("INSERT INTO book (shelf, id, title) VALUES (1, " + id + ", 'Dune')");
            }
        });
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    /** The attributes of every answered execution that leaves the settings to the driver, and these. */
    private Map<String, Object> attributes(Object... more) {
        Map<String, Object> attributes = failedAttributes(more);
        if (has(com.datastax.driver.core.ExecutionInfo.class, "getSpeculativeExecutions")) {
            attributes.put("cassandra.speculative_execution.count", 0);
        }
        return attributes;
    }

    private Map<String, Object> failedAttributes(Object... more) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("db.system.name", "cassandra");
        attributes.put("db.namespace", "library");
        attributes.put("server.address", address.getHostString());
        attributes.put("server.port", address.getPort());
        attributes.put(
                "cassandra.consistency.level",
                cluster.getConfiguration()
                        .getQueryOptions()
                        .getConsistencyLevel()
                        .name()
                        .toLowerCase(java.util.Locale.ROOT));
        attributes.put("cassandra.page.size", 5000);
        attributes.put("cassandra.query.idempotent", false);
        attributes.put("cassandra.coordinator.dc", "datacenter1");
        if (has(Host.class, "getHostId")) {
            attributes.put("cassandra.coordinator.id", (Predicate<Object>) CassandraDriverTest::isUuid);
        }
        for (int i = 0; i < more.length; i += 2) {
            attributes.put((String) more[i], more[i + 1]);
        }
        return attributes;
    }

    private static boolean has(Class<?> type, String method) {
        return Arrays.stream(type.getMethods()).anyMatch(each -> each.getName().equals(method));
    }

    private static boolean isUuid(Object value) {
        String text = (String) value;
        return UUID.fromString(text).toString().equals(text);
    }

    @Test
    void textIsSanitized() throws Exception {
        Traces.inSpan(
                "parent",
                () -> assertThat(session.execute("SELECT title FROM book WHERE shelf = 1 AND id IN (1, 2)")
                                .all())
                        .hasSize(2));
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
        session.execute(new SimpleStatement("SELECT title FROM book WHERE shelf = ? AND id = ?", 1, 2)
                .setConsistencyLevel(ConsistencyLevel.QUORUM)
                .setFetchSize(10)
                .setIdempotent(true));
        assertThat(AgentExtension.spans().takeOne())
                .isRoot()
                .hasExactlyAttributes(attributes(
                        "db.query.text", "SELECT title FROM book WHERE shelf = ? AND id = ?",
                        "db.query.summary", "SELECT book",
                        "cassandra.consistency.level", "quorum",
                        "cassandra.page.size", 10,
                        "cassandra.query.idempotent", true));
    }

    @Test
    void builtStatement() {
        session.execute(
                QueryBuilder.select("title").from("book").where(eq("shelf", 1)).and(eq("id", 2)));
        assertThat(AgentExtension.spans().takeOne())
                .hasName("SELECT book")
                .hasAttribute("db.query.summary", "SELECT book")
                .hasAttribute("db.query.text", "SELECT title FROM book WHERE shelf=? AND id=?;");
    }

    @Test
    void preparedStatementMakesSpansWhenItIsExecuted() throws Exception {
        String cql = "UPDATE book USING TTL 400 SET title = ? WHERE shelf = ? AND id = ?";
        PreparedStatement statement = session.prepare(cql);
        Traces.inSpan("parent", () -> session.execute(statement.bind(SECRET, 1, 1)));
        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(1))
                .hasName("UPDATE book")
                .isChildOf(spans.get(0))
                .hasExactlyAttributes(attributes("db.query.text", cql, "db.query.summary", "UPDATE book"));
    }

    @Test
    void batchOfOneStatementManyTimes() {
        String cql = "INSERT INTO book (shelf, id, title) VALUES (?, ?, ?)";
        PreparedStatement statement = session.prepare(cql);
        session.execute(
                new BatchStatement().add(statement.bind(2, 1, SECRET)).add(new SimpleStatement(cql, 2, 2, SECRET)));
        assertThat(AgentExtension.spans().takeOne())
                .hasName("BATCH INSERT book")
                .hasExactlyAttributes(attributes(
                        "db.query.text", cql, "db.query.summary", "BATCH INSERT book", "db.operation.batch.size", 2));
    }

    @Test
    void everyFurtherPageIsAnExecution() throws Exception {
        Statement statement = new SimpleStatement("SELECT id FROM book WHERE shelf = 1").setFetchSize(2);
        Traces.inSpan(
                "parent", () -> assertThat(session.execute(statement).all()).hasSize(ROWS));
        List<RecordedSpan> spans = AgentExtension.spans().take(4);
        for (RecordedSpan span : spans.subList(1, 4)) {
            assertThat(span)
                    .isChildOf(spans.get(0))
                    .hasExactlyAttributes(attributes(
                            "db.query.text", "SELECT id FROM book WHERE shelf = ?",
                            "db.query.summary", "SELECT book",
                            "cassandra.page.size", 2));
        }
    }

    @Test
    void asynchronousExecutionEndsBeforeItsListenersRun() throws Exception {
        CompletableFuture<RecordedSpan> seen = new CompletableFuture<>();
        session.executeAsync("SELECT id FROM book WHERE shelf = 1")
                .addListener(
                        () -> {
                            try {
                                seen.complete(AgentExtension.spans().takeOne());
                            } catch (AssertionError e) {
                                seen.completeExceptionally(e);
                            }
                        },
                        Runnable::run);
        assertThat(seen.get(90, SECONDS)).hasName("SELECT book").isRoot().hasNoError();
    }

    @Test
    void listenersRunInTheContextOfTheCaller() throws Exception {
        CompletableFuture<String> ran = new CompletableFuture<>();
        Traces.inSpan("parent", () -> {
            session.executeAsync("SELECT id FROM book WHERE shelf = 1")
                    .addListener(
                            () -> {
                                inSpan("listener");
                                ran.complete("");
                            },
                            Runnable::run);
            ran.get(60, SECONDS);
        });
        List<RecordedSpan> spans = AgentExtension.spans().take(3);
        assertThat(spans.get(1)).hasName("SELECT book").isChildOf(spans.get(0)).hasNoError();
        assertThat(spans.get(2)).hasName("listener").isChildOf(spans.get(0));
    }

    private static void inSpan(String name) {
        try {
            Traces.inSpan(name, () -> {});
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sessionThatInitializesItselfForItsFirstExecution() throws Exception {
        try (Cluster other = cluster()) {
            Session lazy = other.newSession();
            ResultSet result = lazy.executeAsync(
                            QueryBuilder.select("id").from("library", "book").where(eq("shelf", 1)))
                    .get(60, SECONDS);
            assertThat(result.all()).hasSize(ROWS);
        }
        // The driver builds the text later, so it is not known.
        assertThat(AgentExtension.spans().takeOne())
                .hasName("cassandra")
                .hasKind(SpanKind.CLIENT)
                .hasNoAttribute("db.query.text")
                .hasAttribute("cassandra.coordinator.dc", "datacenter1");
    }

    @Test
    void missingTable() {
        assertThat(catchThrowable(() -> session.execute("SELECT * FROM nothing WHERE x = '" + SECRET + "'")))
                .isInstanceOf(InvalidQueryException.class);
        RecordedSpan span = AgentExtension.spans().takeOne();
        assertThat(span)
                .hasName("SELECT nothing")
                .hasError("0x2200")
                .hasExactlyAttributes(failedAttributes(
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
    void messagesThatQuoteTheTextAreNotRecorded() {
        ResultSetFuture future = session.executeAsync("SELEKT '" + SECRET + "' FROM book");
        assertThat(catchThrowable(() -> future.get(60, SECONDS)))
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
            cancelled =
                    session.executeAsync("SELECT id FROM book WHERE shelf = 1").cancel(true);
        }
        for (RecordedSpan span : AgentExtension.spans().take(executions)) {
            assertThat(span).hasName("SELECT book").hasNoError().hasNoEvents();
        }
    }

    @Test
    void theDriversOwnQueriesMakeNoSpans() {
        try (Cluster other = cluster()) {
            Session first = other.connect();
            first.execute("CREATE TABLE library.loan (id int PRIMARY KEY)");
            first.execute("DROP TABLE library.loan");
        }
        List<RecordedSpan> spans = AgentExtension.spans().take(2);
        assertThat(spans.get(0)).hasName("CREATE TABLE library.loan").isRoot().hasNoAttribute("db.namespace");
        assertThat(spans.get(1)).hasName("DROP TABLE library.loan").isRoot();
    }

    @Test
    void unsampledTraceMakesNoSpans() throws Exception {
        Traces.inUnsampledTrace(() -> {
            session.execute("SELECT id FROM book WHERE shelf = 1");
            session.executeAsync("SELECT id FROM book WHERE shelf = 1").get(60, SECONDS);
        });
    }
}
