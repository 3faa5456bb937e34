// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.storage.Span;
import dapper.storage.TraceId;
import dapper.storage.cassandra.codec.CellHash;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.codec.EncodedSpan;
import dapper.storage.cassandra.codec.IndexPartition;
import dapper.storage.cassandra.codec.IndexRow;
import dapper.storage.cassandra.codec.IndexRows;
import dapper.storage.cassandra.codec.Origin;
import dapper.storage.cassandra.codec.OtlpNumbers;
import dapper.storage.cassandra.codec.SpanCodec;
import dapper.storage.cassandra.codec.TraceKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Writes spans and the rows that make them searchable as collectors of schema 3 do. */
final class OlderCollector {
    private final CqlSession session;
    private final String keyspace;

    OlderCollector(CqlSession session, String keyspace) {
        this.session = session;
        this.keyspace = keyspace;
    }

    void write(TraceId traceId, List<Span> spans) {
        List<EncodedSpan> encoded = new ArrayList<>();
        for (Span span : spans) {
            ContentHash resource = origin(Origin.encode(span.resource()));
            EncodedSpan one = new EncodedSpan(
                    span, resource, SpanCodec.encode(span, resource, origin(Origin.encode(span.scope()))));
            encoded.add(one);
            execute(
                    "INSERT INTO %s.span (trace_id, span_id, kind, content, span) VALUES (?, ?, ?, ?, ?)",
                    TraceKey.of(traceId),
                    span.spanId(),
                    OtlpNumbers.of(span.kind()),
                    CellHash.inKey(one.cell()),
                    one.cell());
            execute("INSERT INTO %s.service (part, name) VALUES (0, ?)", span.serviceName());
        }
        IndexRows.of(encoded).forEach(row -> index(traceId, row));
    }

    private ContentHash origin(byte[] content) {
        ContentHash hash = ContentHash.of(content);
        execute("INSERT INTO %s.origin (hash, content) VALUES (?, ?)", hash.toBuffer(), ByteBuffer.wrap(content));
        return hash;
    }

    private void index(TraceId traceId, IndexRow row) {
        int bucket = IndexPartition.bucket(row.lastStart());
        short shard = row.listed() ? 0 : IndexPartition.UNLISTED;
        execute(
                "INSERT INTO %s.segment_partition (service, bucket, shard) VALUES (?, ?, ?)",
                row.service(), bucket, shard);
        execute(
                "INSERT INTO %s.service_origin (service, hash) VALUES (?, ?)",
                row.service(), row.resource().toBuffer());
        execute(
                "UPDATE %s.segment_index SET first_start = ?, max_duration = ?, terms = terms + ?, outline = ?"
                        + " WHERE service = ? AND bucket = ? AND shard = ? AND last_start = ? AND trace_id = ?"
                        + " AND segment_id = ?",
                row.firstStart(),
                row.maxDuration(),
                row.terms(),
                row.outline(),
                row.service(),
                bucket,
                shard,
                row.lastStart(),
                TraceKey.of(traceId),
                row.id());
    }

    private void execute(String cql, Object... values) {
        session.execute(String.format(cql, keyspace), values);
    }
}
