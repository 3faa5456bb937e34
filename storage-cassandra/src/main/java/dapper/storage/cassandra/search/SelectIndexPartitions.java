// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dapper.storage.cassandra.codec.IndexPartition;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Statements;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Lists the partitions of index rows of older collectors that a service has between two hours. */
final class SelectIndexPartitions {
    private final Statements statements;
    private final PreparedStatement select;

    SelectIndexPartitions(Statements statements) {
        this.statements = statements;
        this.select = statements.prepare(
                "SELECT bucket, shard FROM ${keyspace}.segment_partition WHERE service = ? AND bucket >= ? AND bucket <= ?");
    }

    CompletionStage<List<IndexPartition>> read(String service, int firstBucket, int lastBucket, Deadline deadline) {
        return statements.list(
                select.bind(service, firstBucket, lastBucket),
                deadline,
                row -> new IndexPartition(service, row.getInt(0), row.getShort(1)));
    }
}
