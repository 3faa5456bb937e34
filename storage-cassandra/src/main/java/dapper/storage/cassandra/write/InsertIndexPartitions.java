// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.cassandra.write.SharedRows.SharedRow;

/** Inserts the list of the partitions of the search index, which a search reads first. */
final class InsertIndexPartitions {
    private record PartitionKey(Object service, int bucket, short shard) {}

    private final PreparedStatement insert;

    InsertIndexPartitions(Statements statements) {
        this.insert = statements.prepare(
                "INSERT INTO ${keyspace}.segment_partition (service, bucket, shard) VALUES (?, ?, ?)");
    }

    SharedRow row(String service, int bucket, short shard) {
        return new SharedRow(
                new PartitionKey(SharedRows.text(service), bucket, shard), () -> insert.bind(service, bucket, shard));
    }
}
