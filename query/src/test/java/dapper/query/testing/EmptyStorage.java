// SPDX-License-Identifier: Apache-2.0
package dapper.query.testing;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.testing.TestNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A keyspace in a real Cassandra that one test after the other gets without a row. To empty its tables takes less time than
 * to create them.
 */
public final class EmptyStorage implements AutoCloseable {
    private static final Duration TRUNCATION = Duration.ofSeconds(60);

    private final CassandraConfig config;
    private final CqlSession session;
    private final List<String> tables;
    private @Nullable CassandraStorage storage;

    private EmptyStorage(CassandraConfig config, CassandraStorage storage) {
        this.config = config;
        this.storage = storage;
        this.session = Connection.open(config);
        this.tables = session
                .execute("SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?", config.keyspace())
                .map(row -> config.keyspace() + "." + Objects.requireNonNull(row.getString(0)))
                .all()
                .stream()
                .filter(table -> !table.contains(".schema_"))
                .toList();
    }

    /** Creates the keyspace. */
    public static EmptyStorage on(TestNode node) {
        CassandraConfig config = node.newKeyspace("viewer");
        return new EmptyStorage(config, CassandraStorage.open(config));
    }

    /** Returns the storage without a row. The one before must not be used any more. */
    public CassandraStorage empty() {
        List<String> filled = filled();
        if (storage == null || !filled.isEmpty()) {
            close(storage);
            storage = null;
            all(filled.stream()
                    .map(table ->
                            SimpleStatement.newInstance("TRUNCATE " + table).setTimeout(TRUNCATION))
                    .toList());
            // Another one, because it remembers what it has written.
            storage = CassandraStorage.open(config);
        }
        return storage;
    }

    private List<String> filled() {
        List<CompletableFuture<Boolean>> answers = tables.stream()
                .map(table -> session.executeAsync("SELECT * FROM " + table + " LIMIT 1")
                        .toCompletableFuture()
                        .thenApply(rows -> rows.one() != null))
                .toList();
        return IntStream.range(0, tables.size())
                .filter(i -> answers.get(i).join())
                .mapToObj(tables::get)
                .toList();
    }

    private void all(List<SimpleStatement> statements) {
        List<CompletableFuture<?>> open = statements.stream()
                .<CompletableFuture<?>>map(
                        statement -> session.executeAsync(statement).toCompletableFuture())
                .toList();
        open.forEach(CompletableFuture::join);
    }

    private static void close(@Nullable CassandraStorage storage) {
        if (storage != null) {
            storage.close();
        }
    }

    @Override
    public void close() {
        close(storage);
        session.close();
    }
}
