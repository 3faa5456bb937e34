// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import dapper.storage.SpanKind;
import dapper.storage.Status;

/** Kinds and status codes are stored as their OTLP numbers; the model declares them in that order. */
final class OtlpNumbers {
    private static final SpanKind[] KINDS = SpanKind.values();
    private static final Status.Code[] CODES = Status.Code.values();

    private OtlpNumbers() {}

    @SuppressWarnings("EnumOrdinal")
    static byte of(SpanKind kind) {
        return (byte) kind.ordinal();
    }

    @SuppressWarnings("EnumOrdinal")
    static byte of(Status.Code code) {
        return (byte) code.ordinal();
    }

    static SpanKind kind(int number) {
        if (number < 0 || number >= KINDS.length) {
            throw new CorruptDataException("a span has the unknown kind " + number);
        }
        return KINDS[number];
    }

    static Status.Code code(int number) {
        if (number < 0 || number >= CODES.length) {
            throw new CorruptDataException("a status has the unknown code " + number);
        }
        return CODES[number];
    }
}
