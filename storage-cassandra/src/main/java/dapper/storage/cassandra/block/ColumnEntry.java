// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.ByteSink;
import dapper.storage.cassandra.codec.ByteSource;
import dapper.storage.cassandra.codec.CorruptDataException;
import dapper.storage.predicate.Comparison;
import java.util.List;

/**
 * A column in the header of a block.
 *
 * @param distinct number of different values
 * @param least of its numbers, as the nearest double; positive infinity where there are none
 * @param greatest likewise; negative infinity where there are none
 * @param opaque whether it has values for which bounds and filter do not stand ({@link Values#isOpaque})
 * @param filter of the hashes of its values ({@link TermHash}); empty where there are so few that the values are read
 */
record ColumnEntry(
        ColumnKey key,
        int distinct,
        double least,
        double greatest,
        boolean opaque,
        Chunk filter,
        Chunk values,
        Chunk codes) {
    /** With fewer values, reading them costs no more than reading a filter. */
    static final int FEWEST_FILTERED = 256;

    private static final int NUMBERS = 1;
    private static final int OPAQUE = 2;

    static ColumnEntry of(ColumnKey key, List<Object> dictionary, Chunk filter, Chunk values, Chunk codes) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        boolean opaque = false;
        for (Object value : dictionary) {
            opaque |= Values.isOpaque(value);
            if (value instanceof Number number) {
                double rounded = number.doubleValue();
                // Comparisons with NaN are false, so NaN changes nothing.
                least = rounded < least ? rounded : least;
                greatest = rounded > greatest ? rounded : greatest;
            }
        }
        return new ColumnEntry(key, dictionary.size(), least, greatest, opaque, filter, values, codes);
    }

    int stored() {
        return filter.stored() + values.stored() + codes.stored();
    }

    void write(ByteSink sink) {
        key.write(sink);
        sink.varint(distinct);
        boolean numbers = least <= greatest;
        sink.int8((numbers ? NUMBERS : 0) | (opaque ? OPAQUE : 0));
        if (numbers) {
            sink.int64(Double.doubleToRawLongBits(least));
            sink.int64(Double.doubleToRawLongBits(greatest));
        }
        filter.write(sink);
        values.write(sink);
        codes.write(sink);
    }

    static ColumnEntry read(ByteSource source) {
        ColumnKey key = ColumnKey.read(source);
        long distinct = source.varint();
        int flags = source.int8();
        boolean numbers = (flags & NUMBERS) != 0;
        double least = numbers ? Double.longBitsToDouble(source.int64()) : Double.POSITIVE_INFINITY;
        double greatest = numbers ? Double.longBitsToDouble(source.int64()) : Double.NEGATIVE_INFINITY;
        Chunk filter = Chunk.read(source);
        Chunk values = Chunk.read(source);
        Chunk codes = Chunk.read(source);
        if (distinct < 0 || distinct > values.raw()) {
            throw new CorruptDataException("a column has " + distinct + " values in " + values.raw() + " bytes");
        }
        return new ColumnEntry(key, (int) distinct, least, greatest, (flags & OPAQUE) != 0, filter, values, codes);
    }

    /**
     * False only if no value of the column satisfies the comparison with a number. Rounding keeps the order of numbers, so it is enough
     * to compare what is rounded, with equality allowed.
     */
    boolean mayHoldNumber(Comparison comparison, double operand) {
        return opaque || numberMay(comparison, operand);
    }

    private boolean numberMay(Comparison comparison, double operand) {
        return switch (comparison) {
            case EQUAL -> operand >= least && operand <= greatest;
            case NOT_EQUAL -> true;
            case LESS, LESS_OR_EQUAL -> least <= operand;
            case GREATER, GREATER_OR_EQUAL -> greatest >= operand;
        };
    }
}
