// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.cassandra.codec.IndexPartition;
import dapper.storage.cassandra.session.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Selects the rows of one index partition of older collectors that have all of the given terms, newest first. Each
 * shape has one prepared statement.
 */
final class SelectIndexRows {
    private record Shape(int terms, boolean duration) {}

    private final Statements statements;
    private final ConcurrentHashMap<Shape, PreparedStatement> prepared = new ConcurrentHashMap<>();

    SelectIndexRows(Statements statements) {
        this.statements = statements;
    }

    /**
     * @param from least {@code last_start}, inclusive
     * @param to greatest {@code last_start}, inclusive
     * @param minDuration 0 for any
     */
    Statement<?> statement(IndexPartition partition, Set<String> terms, long minDuration, long from, long to) {
        Shape shape = new Shape(terms.size(), minDuration > 0);
        PreparedStatement select = prepared.computeIfAbsent(shape, this::prepare);
        List<Object> values =
                new ArrayList<>(List.of(partition.service(), partition.bucket(), partition.shard(), from, to));
        if (shape.duration()) {
            values.add(minDuration);
        }
        values.addAll(terms);
        // With one replica Cassandra intersects its indexes; with more it would merge first and filter later.
        return select.bind(values.toArray()).setConsistencyLevel(ConsistencyLevel.LOCAL_ONE);
    }

    private PreparedStatement prepare(Shape shape) {
        return statements.prepare("SELECT " + Candidate.COLUMNS + " FROM ${keyspace}.segment_index"
                + " WHERE service = ? AND bucket = ? AND shard = ? AND last_start >= ? AND last_start <= ?"
                + (shape.duration() ? " AND max_duration >= ?" : "")
                + " AND terms CONTAINS ?".repeat(shape.terms()));
    }
}
