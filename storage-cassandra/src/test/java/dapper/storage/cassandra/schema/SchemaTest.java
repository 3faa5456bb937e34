// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.schema;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dapper.storage.Span;
import dapper.storage.Trace;
import dapper.storage.TraceId;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.Spans;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.codec.Origin;
import dapper.storage.cassandra.codec.OtlpNumbers;
import dapper.storage.cassandra.codec.SpanCodec;
import dapper.storage.cassandra.codec.TraceKey;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.testing.EmbeddedCassandraExtension;
import dapper.storage.testing.TestNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("once")
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(300)
class SchemaTest {
    private final TestNode node;
    private CassandraConfig config;

    SchemaTest(TestNode node) {
        this.node = node;
    }

    @BeforeEach
    void newKeyspace() {
        config = node.newKeyspace("schema");
    }

    @Test
    void makesAKeyspaceAndOpensItAgain() throws Exception {
        Span span = Spans.of(new TraceId(1, 2), 3).build();
        try (CassandraStorage storage = CassandraStorage.open(config)) {
            storage.writer()
                    .write(span.traceId(), List.of(span))
                    .toCompletableFuture()
                    .get(60, SECONDS);
        }
        assertThat(versions()).containsExactlyElementsOf(upTo(Schema.VERSION));

        try (CassandraStorage storage = CassandraStorage.open(config)) {
            assertThat(storage.reader().trace(span.traceId())).contains(new Trace(span.traceId(), List.of(span)));
        }
        assertThat(versions()).containsExactlyElementsOf(upTo(Schema.VERSION));
    }

    @Test
    void bringsAnOlderKeyspaceForward() throws Exception {
        Span span = Spans.of(new TraceId(1, 2), 3).build();
        Span other = Spans.of(new TraceId(1, 2), 3).service("other").build();
        try (CqlSession session = Connection.open(config)) {
            session.setSchemaMetadataEnabled(false); // Saves a second a statement.
            session.execute("CREATE KEYSPACE " + config.keyspace()
                    + " WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}");
            session.execute("CREATE TABLE " + config.keyspace()
                    + ".schema_version (part tinyint, version int, applied timestamp, PRIMARY KEY (part, version))");
            new Schema(session, config).statements(1).forEach(session::execute);
            session.execute("INSERT INTO " + config.keyspace()
                    + ".schema_version (part, version, applied) VALUES (0, 1, toTimestamp(now()))");
            byte[] resource = Origin.encode(span.resource());
            ContentHash hash = ContentHash.of(resource);
            session.execute(
                    "INSERT INTO " + config.keyspace() + ".origin (hash, content) VALUES (?, ?)",
                    hash.toBuffer(),
                    ByteBuffer.wrap(resource));
            session.execute(
                    "INSERT INTO " + config.keyspace() + ".trace (trace_id, span_id, kind, span) VALUES (?, ?, ?, ?)",
                    TraceKey.of(span.traceId()),
                    span.spanId(),
                    OtlpNumbers.of(span.kind()),
                    SpanCodec.encode(span, hash, hash));
        }

        try (CassandraStorage storage = CassandraStorage.open(config)) {
            assertThat(storage.reader().trace(span.traceId())).contains(new Trace(span.traceId(), List.of(span)));
            storage.writer()
                    .write(span.traceId(), List.of(span, other))
                    .toCompletableFuture()
                    .get(60, SECONDS);
            assertThat(storage.reader().trace(span.traceId()).orElseThrow().spans())
                    .containsExactlyInAnyOrder(span, other);
        }
        assertThat(versions()).containsExactlyElementsOf(upTo(Schema.VERSION));
    }

    @Test
    void refusesANewerKeyspaceAndLeavesItAlone() {
        CassandraStorage.open(config).close();
        try (CqlSession session = Connection.open(config)) {
            session.execute("INSERT INTO " + config.keyspace() + ".schema_version (part, version) VALUES (0, 99)");
        }

        assertThatThrownBy(() -> CassandraStorage.open(config))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Keyspace " + config.keyspace() + " has schema version 99, this Dapper knows versions up to "
                                + Schema.VERSION
                                + ". Run the newer Dapper, or choose another keyspace with dapper.cassandra.keyspace.");
    }

    @Test
    void isMadeOnceByProcessesThatStartTogether() {
        List<CompletableFuture<CassandraStorage>> opening = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            opening.add(CompletableFuture.supplyAsync(() -> CassandraStorage.open(config)));
        }
        opening.forEach(storage -> storage.join().close());

        assertThat(versions()).containsExactlyElementsOf(upTo(Schema.VERSION));
    }

    @Test
    void appliesAChangedRetention() {
        CassandraStorage.open(config).close();
        assertThat(option("trace", "default_time_to_live")).isEqualTo(14 * 86_400);
        assertThat(option("span", "default_time_to_live")).isEqualTo(14 * 86_400);
        assertThat(option("segment_index", "default_time_to_live")).isEqualTo(14 * 86_400);

        CassandraConfig shorter =
                config.toBuilder().retention(Duration.ofDays(2)).build();
        CassandraStorage.open(shorter).close();

        assertThat(option("trace", "default_time_to_live")).isEqualTo(2 * 86_400);
        assertThat(option("span", "default_time_to_live")).isEqualTo(2 * 86_400);
        assertThat(option("span", "compaction"))
                .isEqualTo(Map.of(
                        "class", "org.apache.cassandra.db.compaction.TimeWindowCompactionStrategy",
                        "compaction_window_unit", "HOURS",
                        "compaction_window_size", "2",
                        "max_threshold", "32",
                        "min_threshold", "16"));
        assertThat((int) option("origin", "default_time_to_live")).isGreaterThan(2 * 86_400);
    }

    private Object option(String table, String name) {
        try (CqlSession session = Connection.open(config)) {
            TableMetadata metadata = session.getMetadata()
                    .getKeyspace(config.keyspace())
                    .orElseThrow()
                    .getTable(table)
                    .orElseThrow();
            return metadata.getOptions().get(CqlIdentifier.fromInternal(name));
        }
    }

    private List<Integer> versions() {
        try (CqlSession session = Connection.open(config)) {
            return session.execute("SELECT version FROM " + config.keyspace() + ".schema_version WHERE part = 0")
                    .map(row -> row.getInt(0))
                    .all();
        }
    }

    private static List<Integer> upTo(int version) {
        return IntStream.rangeClosed(1, version).boxed().toList();
    }
}
