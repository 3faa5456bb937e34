// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.calls;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.calls.LastPoint;
import dapper.storage.calls.SeriesId;
import dapper.storage.calls.ServiceProcess;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Statements;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The last points of cumulative series, one partition for each process. Their write time is the time of the point, so a
 * write that is late cannot replace a later point. Safe for many threads.
 */
final class LastPoints {
    private final Statements statements;
    private final PreparedStatement select;
    private final PreparedStatement insert;

    LastPoints(Statements statements) {
        this.statements = statements;
        this.select = statements.prepare(
                "SELECT series, point FROM ${keyspace}.call_point" + " WHERE service = ? AND instance = ?");
        this.insert = statements.prepare("INSERT INTO ${keyspace}.call_point (service, instance, series, point)"
                + " VALUES (?, ?, ?, ?) USING TIMESTAMP ?");
    }

    CompletionStage<Map<SeriesId, byte[]>> read(ServiceProcess process) {
        return statements
                .list(select.bind(process.service(), process.instance()), Deadline.NONE, LastPoints::entry)
                .thenApply(entries -> {
                    Map<SeriesId, byte[]> points = new HashMap<>();
                    entries.forEach(entry -> points.put(entry.getKey(), entry.getValue()));
                    return points;
                });
    }

    private static Map.Entry<SeriesId, byte[]> entry(Row row) {
        ByteBuffer series = Objects.requireNonNull(row.getByteBuffer(0));
        ByteBuffer point = Objects.requireNonNull(row.getByteBuffer(1));
        byte[] bytes = new byte[point.remaining()];
        point.get(bytes);
        return Map.entry(new SeriesId(series.getLong(), series.getLong()), bytes);
    }

    /** All or none: a repeated request must find either all of its points counted or none. */
    CompletionStage<Void> write(ServiceProcess process, Map<SeriesId, LastPoint> points) {
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        points.forEach((id, last) -> batch.addStatement(insert.bind(
                process.service(),
                process.instance(),
                ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()).flip(),
                ByteBuffer.wrap(last.point()),
                TimeUnit.NANOSECONDS.toMicros(last.unixNanos()))));
        return statements.execute(batch.build()).thenAccept(done -> {});
    }
}
