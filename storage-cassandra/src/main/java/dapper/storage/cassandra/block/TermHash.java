// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.CellHash;
import dapper.storage.predicate.Comparison;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The hash of a column together with a value: equal for values that {@link Comparison#EQUAL} takes for equal. */
final class TermHash {
    private TermHash() {}

    /** Returns null where a value of this type can never be equal to an operand: lists, maps, bytes, no value. */
    static @Nullable Long of(ColumnKey column, Object value) {
        if (value instanceof String text) {
            return of(column.hash(), text.getBytes(StandardCharsets.UTF_8));
        }
        if (value instanceof Long number) {
            return of(column.hash(), number);
        }
        if (value instanceof Double number) {
            return of(column.hash(), isWhole(number) ? (long) number.doubleValue() : Double.doubleToLongBits(number));
        }
        if (value instanceof Boolean flag) {
            return of(column.hash(), flag ? 1 : 0);
        }
        return null;
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number) && number >= -0x1p63 && number < 0x1p63;
    }

    private static long of(long seed, long number) {
        return CellHash.mix(CellHash.mix(seed) ^ number);
    }

    private static long of(long seed, byte[] text) {
        return CellHash.of(ByteBuffer.wrap(text), seed);
    }
}
