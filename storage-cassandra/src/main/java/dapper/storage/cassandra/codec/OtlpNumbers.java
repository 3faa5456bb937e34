// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import dapper.storage.SpanKind;
import dapper.storage.Status;

/** Kinds and status codes as their OTLP numbers. Those that OTLP does not define share one, and the cell has theirs. */
public final class OtlpNumbers {
    /** The largest that the three bits of a cell hold. */
    static final int OTHER = 7;

    private OtlpNumbers() {}

    public static byte of(SpanKind kind) {
        return small(kind.number());
    }

    public static byte of(Status.Code code) {
        return small(code.number());
    }

    private static byte small(int number) {
        return (byte) (number >= 0 && number < OTHER ? number : OTHER);
    }

    static void writeOther(int number, ByteSink sink) {
        if (small(number) == OTHER) {
            sink.zigzag(number);
        }
    }

    /** @param small what stands in the key or in the bits of the cell */
    static int read(int small, ByteSource source) {
        return small == OTHER ? (int) source.zigzag() : small;
    }
}
