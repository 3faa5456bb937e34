// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.TraceId;
import dapper.storage.cassandra.codec.Outline;
import dapper.storage.cassandra.codec.RowConditions;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Objects;

/**
 * A trace that an index block proposes, or a row of the index of older collectors.
 *
 * @param lastStart the latest possible start of a span of it that matches, in nanoseconds since 1970
 * @param firstStart of the row's spans; for a block, the start of the searched range
 * @param mayMatch false only if no span can match
 */
record Candidate(long lastStart, TraceId traceId, long firstStart, boolean mayMatch) {
    static final String COLUMNS = "last_start, trace_id, first_start, outline";
    static final Comparator<Candidate> NEWEST_FIRST =
            Comparator.comparingLong(Candidate::lastStart).reversed().thenComparing(Candidate::traceId);

    /** @param endUnixNanos the latest start of a span that matches, exclusive */
    static Candidate from(Row row, RowConditions wanted, long endUnixNanos) {
        ByteBuffer id = Objects.requireNonNull(row.getByteBuffer(1));
        return new Candidate(
                row.getLong(0),
                new TraceId(id.getLong(), id.getLong()),
                row.getLong(2),
                row.getLong(2) < endUnixNanos
                        && Outline.mayMatch(Objects.requireNonNull(row.getByteBuffer(3)), wanted));
    }
}
