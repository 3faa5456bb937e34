// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.mongodbdriver.v3_7;

import static dapper.javaagent.testing.AgentExtension.spans;
import static dapper.javaagent.testing.SpanAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import dapper.bootstrap.Current;
import dapper.bootstrap.SpanKind;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.RecordedSpan;
import dapper.javaagent.testing.Traces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncTest extends MongoTest {
    private static final String SECRET = "hunter2";

    private MongoClient client;
    private MongoDatabase shop;
    private MongoCollection<Document> books;

    @BeforeEach
    void open() {
        AgentExtension.sampling(false);
        client = MongoClients.create(settings());
        shop = client.getDatabase("shop");
        books = shop.getCollection("books");
        books.drop();
        AgentExtension.sampling(true);
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** The other methods that insert return other types in version 3. */
    private void insert(int... ids) {
        List<InsertOneModel<Document>> inserts = new ArrayList<>();
        for (int id : ids) {
            inserts.add(new InsertOneModel<>(new Document("_id", id).append("title", SECRET)));
        }
        books.bulkWrite(inserts);
    }

    @Test
    void eachCommandIsOneSpan() throws Exception {
        Traces.inSpan("parent", () -> {
            insert(1);
            assertThat(books.find(Filters.eq("title", SECRET)).first()).isNotNull();
            books.updateOne(Filters.eq("_id", 1), Updates.set("title", "x"));
            books.deleteOne(Filters.eq("_id", 1));
        });

        List<RecordedSpan> spans = spans().take(5);
        int i = 1;
        for (String command : List.of("insert", "find", "update", "delete")) {
            assertThat(spans.get(i))
                    .hasName(command + " books")
                    .hasKind(SpanKind.CLIENT)
                    .isChildOf(spans.get(0))
                    .hasNoError()
                    .hasNoEvents()
                    .hasExactlyAttributes(attributes(command, "books"));
            assertThat(spans.get(i).toString()).doesNotContain(SECRET);
            i++;
        }
        assertThat(Current.get()).isNull();
    }

    @Test
    void furtherDocumentsAreFurtherCommands() throws Exception {
        insert(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(spans().takeOne()).hasName("insert books");

        Traces.inSpan(
                "parent",
                () -> assertThat(books.find().batchSize(6).into(new ArrayList<>()))
                        .hasSize(10));

        List<RecordedSpan> spans = spans().take(3);
        assertThat(spans.get(1)).hasName("find books").isChildOf(spans.get(0));
        assertThat(spans.get(2))
                .hasName("getMore books")
                .isChildOf(spans.get(0))
                .hasExactlyAttributes(attributes("getMore", "books"));
    }

    @Test
    void aCommandOfADatabaseHasNoCollection() {
        shop.runCommand(new Document("ping", 1));

        assertThat(spans().takeOne())
                .hasName("ping")
                .isRoot()
                .hasNoError()
                .hasExactlyAttributes(attributes("ping", null));
    }

    @Test
    void aCommandThatTheServerRefusesIsAnError() {
        Throwable thrown = catchThrowable(() -> shop.runCommand(new Document("unknownOfShop", SECRET)));

        assertThat(thrown).isInstanceOf(MongoCommandException.class);
        String code = Integer.toString(((MongoCommandException) thrown).getErrorCode());
        Map<String, Object> attributes = new HashMap<>(attributes("unknownOfShop", null));
        attributes.put("db.response.status_code", code);
        attributes.put("error.type", code);
        RecordedSpan span = spans().takeOne();
        assertThat(span).hasName("unknownOfShop").hasError(code).hasExactlyAttributes(attributes);
        assertThat(span.toString()).doesNotContain(SECRET);
    }

    @Test
    void aWriteThatFailsIsAnErrorThoughItsCommandSucceeds() {
        insert(1);
        spans().takeOne();

        assertThat(catchThrowable(() -> insert(1))).isInstanceOf(MongoBulkWriteException.class);

        Map<String, Object> attributes = new HashMap<>(attributes("insert", "books"));
        attributes.put("db.response.status_code", "11000");
        attributes.put("error.type", "11000");
        RecordedSpan span = spans().takeOne();
        assertThat(span).hasName("insert books").hasError("11000").hasExactlyAttributes(attributes);
        assertThat(span.toString()).doesNotContain(SECRET);
    }

    @Test
    void unsampledTracesMakeNoSpans() throws Exception {
        Traces.inUnsampledTrace(() -> insert(1));
        AgentExtension.sampling(false);
        insert(2);
    }

    /** A listener of the application. */
    private static final class Events implements CommandListener {
        final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public void commandStarted(CommandStartedEvent event) {
            seen.add("started " + event.getCommandName());
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            seen.add("succeeded " + event.getCommandName());
        }

        @Override
        public void commandFailed(CommandFailedEvent event) {
            seen.add("failed " + event.getCommandName());
        }
    }

    @Test
    void aListenerOfTheApplicationIsCalledAndCopiesOfSettingsMakeNoSecondSpan() {
        Events events = new Events();
        MongoClientSettings first = MongoClientSettings.builder(settings())
                .addCommandListener(events)
                .build();
        MongoClientSettings copy = MongoClientSettings.builder(
                        MongoClientSettings.builder(first).build())
                .build();
        try (MongoClient other = MongoClients.create(copy)) {
            other.getDatabase("shop").runCommand(new Document("ping", 1));

            assertThat(spans().takeOne()).hasName("ping");
            assertThat(events.seen).containsExactly("started ping", "succeeded ping");
        }
    }

    @Test
    void aServerThatIsGoneIsAnError() {
        shop.runCommand(new Document("ping", 1));
        spans().takeOne();
        stopServer();
        try {
            assertThat(catchThrowable(() -> shop.runCommand(new Document("ping", 1))))
                    .isNotNull();
            RecordedSpan span = spans().takeOne();
            assertThat(span).hasName("ping").hasNoAttribute("db.response.status_code");
            assertThat(span.error()).isTrue();
            assertThat(String.valueOf(span.attributes().get("error.type"))).startsWith("com.mongodb.Mongo");
        } finally {
            startServer();
        }
    }
}
