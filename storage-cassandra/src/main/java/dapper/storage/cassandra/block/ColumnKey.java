// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.AttributesCodec;
import dapper.storage.cassandra.codec.ByteSink;
import dapper.storage.cassandra.codec.ByteSource;
import dapper.storage.cassandra.codec.CellHash;
import dapper.storage.cassandra.codec.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The name of a column.
 *
 * @param key of the attribute; empty in the other places
 */
record ColumnKey(Place place, String key) {
    static final ColumnKey NAME = new ColumnKey(Place.NAME, "");
    static final ColumnKey KIND = new ColumnKey(Place.KIND, "");
    static final ColumnKey STATUS = new ColumnKey(Place.STATUS, "");
    static final ColumnKey STATUS_MESSAGE = new ColumnKey(Place.STATUS_MESSAGE, "");
    static final ColumnKey TRACE_STATE = new ColumnKey(Place.TRACE_STATE, "");
    /** Present for a span with attributes that the block does not hold. */
    static final ColumnKey MORE = new ColumnKey(Place.MORE, "");

    /** The numbers are those in blocks. */
    enum Place {
        SPAN(0),
        NAME(1),
        KIND(2),
        STATUS(3),
        STATUS_MESSAGE(4),
        TRACE_STATE(5),
        MORE(6);

        private static final List<Place> ALL = List.of(values());

        private final int number;

        Place(int number) {
            this.number = number;
        }

        static Place of(int number) {
            for (Place place : ALL) {
                if (place.number == number) {
                    return place;
                }
            }
            throw new CorruptDataException("a column is of the unknown place " + number);
        }
    }

    static ColumnKey span(String key) {
        return new ColumnKey(Place.SPAN, key);
    }

    void write(ByteSink sink) {
        sink.int8(place.number);
        if (place == Place.SPAN) {
            AttributesCodec.key(key, sink);
        }
    }

    static ColumnKey read(ByteSource source) {
        Place place = Place.of(source.int8());
        return new ColumnKey(place, place == Place.SPAN ? AttributesCodec.key(source) : "");
    }

    long hash() {
        return CellHash.of(ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8)), place.number + 1L);
    }
}
