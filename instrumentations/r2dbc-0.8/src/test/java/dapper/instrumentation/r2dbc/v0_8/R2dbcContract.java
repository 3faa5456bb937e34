// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.r2dbc.v0_8;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The contract for the executions of any driver of R2DBC, and of any pool or proxy around one. */
@ExtendWith(AgentExtension.class)
abstract class R2dbcContract {
    protected ConnectionFactory factory;
    protected Connection connection;

    /** Of a database that the tests of this class share. */
    protected abstract String url();

    /** {@code db.system.name}. */
    protected abstract String system();

    /** {@code server.address} and, if it is not the default, {@code server.port}. */
    protected Map<String, Object> server() {
        return Map.of();
    }

    /** {@code db.response.status_code} for a table that does not exist. */
    protected abstract String missingTableCode();

    /** {@code db.response.status_code} for a second row with the same key. */
    protected abstract String duplicateKeyCode();

    /** The placeholder for a parameter, counted from 1. */
    protected String parameter(int number) {
        return "$" + number;
    }

    @BeforeEach
    void createTable() {
        AgentExtension.sampling(false);
        factory = ConnectionFactories.get(url());
        connection = connect();
        update("CREATE TABLE book (id INT NOT NULL PRIMARY KEY, title VARCHAR(100))");
        update("INSERT INTO book VALUES (1, 'Dune')");
        AgentExtension.sampling(true);
    }

    @AfterEach
    void dropTable() {
        AgentExtension.sampling(false);
        update("DROP TABLE book");
        close(connection);
        AgentExtension.sampling(true);
    }

    private Connection connect() {
        return Mono.<Connection>from(factory.create()).block();
    }

    private static void close(Connection connection) {
        Mono.from(connection.close()).block();
    }

    private List<Long> update(String sql) {
        return updated(connection.createStatement(sql).execute());
    }

    private static List<Long> updated(Publisher<? extends Result> results) {
        return Flux.from(results)
                .concatMap(result -> (Publisher<?>) result.getRowsUpdated())
                .map(count -> ((Number) count).longValue())
                .collectList()
                .block();
    }

    private static Flux<String> titles(Publisher<? extends Result> results) {
        return Flux.from(results).concatMap(result -> result.map((row, metadata) -> row.get(0, String.class)));
    }

    private Map<String, Object> attributes(String... more) {
        Map<String, Object> all = new LinkedHashMap<>(server());
        all.put("db.system.name", system());
        all.put("db.namespace", "shop");
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    @Test
    void aQueryIsOneSpanOfTheSubscription() throws Exception {
        Flux<String> titles = titles(connection
                .createStatement("SELECT title FROM book WHERE title = 'Dune' AND id < 7")
                .execute());
        for (int i = 0; i < 2; i++) {
            Traces.inSpan(
                    "parent", () -> assertThat(titles.collectList().block()).containsExactly("Dune"));
            List<RecordedSpan> spans = spans().take(2);
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
    }

    @Test
    void openingAndClosingAConnectionAndATransactionMakeNoSpan() throws Exception {
        Traces.inSpan("parent", () -> {
            Connection other = connect();
            Mono.from(other.beginTransaction()).block();
            Mono.from(other.commitTransaction()).block();
            close(other);
        });
        assertThat(spans().takeOne()).hasName("parent");
    }

    @Test
    void parametersAreNotRecorded() {
        String sql = "UPDATE book SET title = " + parameter(1) + " WHERE id = " + parameter(2);
        Statement statement = connection.createStatement(sql).bind(0, "hunter2").bind(1, 1);
        assertThat(updated(statement.execute())).containsExactly(1L);
        assertThat(spans().takeOne())
                .hasName("UPDATE book")
                .isRoot()
                .hasExactlyAttributes(attributes("db.query.text", sql, "db.query.summary", "UPDATE book"));
    }

    @Test
    void severalRowsOfParametersAreOneSpan() {
        String sql = "INSERT INTO book VALUES (" + parameter(1) + ", " + parameter(2) + ")";
        Statement statement = connection
                .createStatement(sql)
                .bind(0, 2)
                .bind(1, "Emma")
                .add()
                .bind(0, 3)
                .bind(1, "Ulysses");
        assertThat(updated(statement.execute()).stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(2);
        assertThat(spans().takeOne())
                .hasName("BATCH INSERT book")
                .hasAttribute("db.operation.batch.size", 2)
                .hasAttribute("db.query.summary", "BATCH INSERT book");
    }

    @Test
    void aBatchIsOneSpan() {
        Batch batch = connection
                .createBatch()
                .add("INSERT INTO book VALUES (2, 'Emma')")
                .add("INSERT INTO book VALUES (3, 'Ulysses')");
        assertThat(updated(batch.execute())).containsExactly(1L, 1L);
        assertThat(spans().takeOne())
                .hasName("BATCH INSERT book")
                .hasNoError()
                .hasExactlyAttributes(withSize(attributes(
                        "db.query.text", "INSERT INTO book VALUES (?, ?)", "db.query.summary", "BATCH INSERT book")));
    }

    private static Map<String, Object> withSize(Map<String, Object> attributes) {
        attributes.put("db.operation.batch.size", 2);
        return attributes;
    }

    @Test
    void anErrorHasTheCodesOfTheDatabase() {
        assertThatThrownBy(() -> titles(connection
                                .createStatement("SELECT x FROM missing")
                                .execute())
                        .blockLast())
                .isInstanceOf(R2dbcException.class);
        assertThat(spans().takeOne())
                .hasName("SELECT missing")
                .hasError(missingTableCode())
                .hasAttribute("db.response.status_code", missingTableCode());
        assertThatThrownBy(() -> update("INSERT INTO book VALUES (1, 'hunter2')"))
                .isInstanceOf(R2dbcException.class);
        RecordedSpan duplicate = spans().takeOne();
        assertThat(duplicate).hasName("INSERT book").hasError(duplicateKeyCode());
        assertThat(duplicate.toString()).doesNotContain("hunter2");
    }

    @Test
    void anExceptionOfTheApplicationIsNotTheDatabases() {
        Flux<Object> failing = Flux.from(
                        connection.createStatement("SELECT title FROM book").execute())
                .concatMap(result -> result.map((row, metadata) -> {
                    throw new IllegalStateException("out of stock");
                }));
        assertThatThrownBy(failing::blockLast).hasStackTraceContaining("out of stock");
        assertThat(spans().takeOne()).hasName("SELECT book").hasNoError();
    }

    @Test
    void theFirstResultAloneIsReadAfterItsPublisherWasCancelled() throws Exception {
        Traces.inSpan("parent", () -> {
            Result result = Mono.from(
                            connection.createStatement("SELECT title FROM book").execute())
                    .block();
            Traces.inSpan("between", () -> {});
            assertThat(Flux.from(result.map((row, metadata) -> row.get(0, String.class)))
                            .blockLast())
                    .isEqualTo("Dune");
        });
        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(1)).hasName("SELECT book").isChildOf(spans.get(0));
        assertThat(spans.get(2)).hasName("between").isChildOf(spans.get(0));
        assertThat(spans.get(1).endEpochNanos()).isGreaterThan(spans.get(2).endEpochNanos());
    }

    @Test
    void anUnreadResultEndsWithTheNextExecutionOrTheConnection() {
        Connection other = connect();
        Mono.from(other.createStatement("UPDATE book SET title = 'x'").execute())
                .block();
        assertThat(titles(other.createStatement("SELECT title FROM book").execute())
                        .blockLast())
                .isEqualTo("x");
        List<RecordedSpan> spans = spans().take(2);
        assertThat(spans.get(0)).hasName("UPDATE book").hasNoError();
        assertThat(spans.get(1)).hasName("SELECT book").hasNoError();
        Mono.from(other.createStatement("DELETE FROM book").execute()).block();
        close(other);
        assertThat(spans().takeOne()).hasName("DELETE book").hasNoError();
    }

    @Test
    void aSubscriptionWithoutAContextHasThatOfTheCallOfExecute() throws Exception {
        Publisher<?>[] results = new Publisher<?>[1];
        Traces.inSpan(
                "parent",
                () -> results[0] =
                        connection.createStatement("DELETE FROM book").execute());
        RecordedSpan parent = spans().takeOne();
        Flux.from(results[0])
                .concatMap(result -> (Publisher<?>) ((Result) result).getRowsUpdated())
                .blockLast();
        assertThat(spans().takeOne()).hasName("DELETE book").isChildOf(parent);
    }

    @Test
    void aCancelledExecutionHasNotFailed() {
        BaseSubscriber<Object> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {}
        };
        Publisher<?> results = connection.createStatement("DELETE FROM book").execute();
        results.subscribe(subscriber);
        subscriber.cancel();
        assertThat(spans().takeOne()).hasName("DELETE book").hasNoError();
    }

    @Test
    void anUnsampledTraceHasNoSpan() throws Exception {
        Traces.inUnsampledTrace(() -> update("DELETE FROM book"));
        Traces.inSpan("after", () -> {});
        assertThat(spans().takeOne()).hasName("after");
    }
}
