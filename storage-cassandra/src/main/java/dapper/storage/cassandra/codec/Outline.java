// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import dapper.storage.Span;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few bytes per span in an index row of an older collector: a hash of the name, the duration, whether it failed. They
 * show, without reading the trace, that no single span of the row has the operation, the duration and the status that a
 * search wants together. Terms alone cannot show this: each may come from a different span.
 */
public final class Outline {
    private Outline() {}

    static ByteBuffer encode(List<EncodedSpan> spans) {
        ByteSink sink = new ByteSink();
        for (EncodedSpan encoded : spans) {
            Span span = encoded.span();
            sink.varint(Integer.toUnsignedLong(hash(span.name())));
            sink.varint(span.durationNanos());
            sink.int8(span.status().isError() ? 1 : 0);
        }
        return sink.toBuffer();
    }

    /** False only if no span of the row can match. */
    public static boolean mayMatch(ByteBuffer outline, RowConditions wanted) {
        ByteSource source = new ByteSource(outline);
        @Nullable Integer operation = wanted.operation() == null ? null : hash(wanted.operation());
        while (source.hasMore()) {
            int name = (int) source.varint();
            long duration = source.varint();
            boolean error = source.int8() == 1;
            if ((operation == null || operation == name)
                    && duration >= wanted.minDurationNanos()
                    && duration <= wanted.maxDurationNanos()
                    && (wanted.error() == null || wanted.error() == error)) {
                return true;
            }
        }
        return false;
    }

    private static int hash(String name) {
        // 28 bits: one byte less as a varint.
        int hash = name.hashCode() * 0x9E3779B1;
        return hash >>> 4;
    }
}
