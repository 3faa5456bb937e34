// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dapper.storage.TraceId;
import dapper.storage.cassandra.codec.IndexPartition;
import dapper.storage.cassandra.codec.IndexRow;
import dapper.storage.cassandra.codec.TraceKey;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.cassandra.write.SharedRows.SharedRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Inserts rows of the search index, and provides the rows that must be stored before them. */
final class InsertIndexRows {
    private final PreparedStatement insert;
    private final InsertIndexPartitions partitions;
    private final InsertServiceOrigins origins;
    private final Shards shards = new Shards();

    InsertIndexRows(Statements statements) {
        // An update that adds to the set, because an insert would first write a tombstone for the whole set.
        this.insert = statements.prepare(
                "UPDATE ${keyspace}.segment_index"
                        + " SET first_start = ?, max_duration = ?, terms = terms + ?, outline = ?"
                        + " WHERE service = ? AND bucket = ? AND shard = ? AND last_start = ? AND trace_id = ? AND segment_id = ?");
        this.partitions = new InsertIndexPartitions(statements);
        this.origins = new InsertServiceOrigins(statements);
    }

    /** The rows of one write, ready to be sent. */
    final class OfWrite {
        private final List<SharedRow> shared = new ArrayList<>();
        private final List<IndexBatches.Row> rows = new ArrayList<>();

        OfWrite(TraceId traceId, List<IndexRow> index) {
            ByteBuffer key = TraceKey.of(traceId);
            for (IndexRow row : index) {
                add(traceId, key, row);
            }
        }

        private void add(TraceId traceId, ByteBuffer key, IndexRow row) {
            String service = row.service();
            int bucket = IndexPartition.bucket(row.lastStart());
            short shard = row.listed() ? shards.next(service, bucket, traceId) : IndexPartition.UNLISTED;
            SharedRow partition = partitions.row(service, bucket, shard);
            shared.add(partition);
            shared.add(origins.row(service, row.resource()));
            BoundStatement bound = insert.bind(
                    row.firstStart(),
                    row.maxDuration(),
                    row.terms(),
                    row.outline(),
                    service,
                    bucket,
                    shard,
                    row.lastStart(),
                    key,
                    row.id());
            long bytes = row.outline().remaining()
                    + row.terms().stream().mapToLong(String::length).sum();
            rows.add(new IndexBatches.Row(partition.key(), bound, bytes));
        }

        List<SharedRow> shared() {
            return shared;
        }

        List<IndexBatches.Row> rows() {
            return rows;
        }
    }
}
