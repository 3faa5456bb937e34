// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.testing.EmbeddedCassandraExtension;
import dapper.storage.testing.TestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows of a table of the test; the first statement is answered when the test lets it. */
@ExtendWith(EmbeddedCassandraExtension.class)
@Timeout(120)
class IndexBatchesTest {
    private final CqlSession session;
    private final PreparedStatement insert;
    private final String table;
    private final WriteCounts counts = new WriteCounts();
    private final List<Integer> sizes = new ArrayList<>();
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final IndexBatches batches = new IndexBatches(this::send, counts);

    IndexBatchesTest(TestNode node) {
        this.session = Connection.open(node.newKeyspace("batches"));
        String keyspace = node.newKeyspace("batches").keyspace();
        session.execute("CREATE KEYSPACE " + keyspace
                + " WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}");
        this.table = keyspace + ".row";
        createTable("text");
        this.insert = new Statements(session, keyspace).prepare("INSERT INTO ${keyspace}.row (p, c) VALUES (?, ?)");
    }

    private void createTable(String type) {
        session.execute("CREATE TABLE " + table + " (p text, c " + type + ", PRIMARY KEY (p, c))");
    }

    @AfterEach
    void end() {
        session.close();
    }

    private CompletionStage<?> send(Statement<?> statement) {
        synchronized (sizes) {
            sizes.add(statement instanceof BatchStatement batch ? batch.size() : 1);
            return sizes.size() == 1
                    ? first.thenCompose(nothing -> session.executeAsync(statement))
                    : session.executeAsync(statement);
        }
    }

    private CompletableFuture<Void> store(String partition, String... texts) {
        List<IndexBatches.Row> rows = new ArrayList<>();
        for (String text : texts) {
            rows.add(new IndexBatches.Row(partition, insert.bind(partition, text), text.length()));
        }
        return batches.store(rows);
    }

    private List<String> stored() {
        return session.execute("SELECT c FROM " + table)
                .map(row -> row.getString(0))
                .all();
    }

    @Test
    void writesInOneMutationTheRowsThatArriveWhileAnotherIsUnderWay() throws Exception {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int i = 0; i < 2 * IndexBatches.MOST_ROWS; i++) {
            writes.add(store("a", "row " + i));
        }
        get(store("b", "of another partition"));
        assertThat(writes).noneMatch(CompletableFuture::isDone);

        first.complete(null);
        for (CompletableFuture<Void> write : writes) {
            get(write);
        }

        assertThat(sizes).containsExactly(1, 1, IndexBatches.MOST_ROWS, IndexBatches.MOST_ROWS - 1);
        assertThat(stored()).hasSize(2 * IndexBatches.MOST_ROWS + 1);
        assertThat(counts.tables().get(1))
                .isEqualTo(new WriteCounts.OfTable("segment_index", 2 * IndexBatches.MOST_ROWS + 1, 4));
    }

    @Test
    void writesTheRowsOfOneWriteTogether() throws Exception {
        first.complete(null);
        get(store("a", "1", "2", "3"));

        assertThat(sizes).containsExactly(3);
    }

    @Test
    void failsOnlyTheRowsThatCassandraRefuses() throws Exception {
        session.execute("DROP TABLE " + table);
        createTable("ascii");
        CompletableFuture<Void> before = store("a", "before");
        CompletableFuture<Void> good = store("a", "good");
        CompletableFuture<Void> poison = store("a", "é");
        CompletableFuture<Void> after = store("a", "after");

        first.complete(null);

        get(before);
        get(good);
        get(after);
        assertThatThrownBy(() -> get(poison)).hasCauseInstanceOf(InvalidQueryException.class);
        assertThat(sizes).containsExactly(1, 3, 1, 1, 1);
        assertThat(stored()).containsExactlyInAnyOrder("before", "good", "after");
    }

    @Test
    void failsAllRowsOfABatchThatFailsForNow() throws Exception {
        CompletableFuture<Void> before = store("a", "before");
        first.completeExceptionally(new TimeoutException("silent"));
        assertThatThrownBy(() -> get(before)).hasCauseInstanceOf(TimeoutException.class);

        session.execute("DROP TABLE " + table);
        assertThatThrownBy(() -> get(store("a", "1", "2"))).hasCauseInstanceOf(InvalidQueryException.class);
        assertThat(sizes).containsExactly(1, 2);
    }

    private static void get(CompletableFuture<Void> write) throws Exception {
        write.get(60, SECONDS);
    }
}
