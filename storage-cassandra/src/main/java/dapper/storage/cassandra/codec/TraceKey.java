// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import dapper.storage.TraceId;
import java.nio.ByteBuffer;

/** The partition key of a trace: its id, 16 bytes. */
public final class TraceKey {
    private TraceKey() {}

    public static ByteBuffer of(TraceId traceId) {
        return ByteBuffer.allocate(16)
                .putLong(traceId.high())
                .putLong(traceId.low())
                .flip();
    }
}
