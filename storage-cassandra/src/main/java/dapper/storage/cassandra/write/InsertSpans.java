// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.write;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dapper.storage.TraceId;
import dapper.storage.cassandra.codec.CellHash;
import dapper.storage.cassandra.codec.EncodedSpan;
import dapper.storage.cassandra.codec.OtlpNumbers;
import dapper.storage.cassandra.codec.TraceKey;
import dapper.storage.cassandra.session.Statements;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Inserts cells of one trace. A batch within one partition is a single mutation, so it is written whole or not at all.
 */
final class InsertSpans {
    /** Far below the 16 MiB that a commit log segment of 32 MiB allows a mutation to be. */
    static final int MOST_BYTES = 256 << 10;

    static final int MOST_ROWS = 500;

    private final PreparedStatement insert;

    InsertSpans(Statements statements) {
        this.insert = statements.prepare(
                "INSERT INTO ${keyspace}.span (trace_id, span_id, kind, content, span) VALUES (?, ?, ?, ?, ?)");
    }

    List<BatchStatement> batches(TraceId traceId, List<EncodedSpan> spans) {
        ByteBuffer key = TraceKey.of(traceId);
        List<BatchStatement> batches = new ArrayList<>();
        List<BatchableStatement<?>> batch = new ArrayList<>();
        int bytes = 0;
        for (EncodedSpan span : spans) {
            if (!batch.isEmpty() && (bytes + span.size() > MOST_BYTES || batch.size() == MOST_ROWS)) {
                batches.add(batch(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(insert.bind(
                    key,
                    span.span().spanId(),
                    OtlpNumbers.of(span.span().kind()),
                    CellHash.inKey(span.cell()),
                    span.cell()));
            bytes += span.size();
        }
        batches.add(batch(batch));
        return batches;
    }

    /** @param statements of one partition */
    static BatchStatement batch(List<? extends BatchableStatement<?>> statements) {
        return new BatchStatementBuilder(BatchType.UNLOGGED)
                .addStatements(List.copyOf(statements))
                .setIdempotence(true)
                .build();
    }
}
