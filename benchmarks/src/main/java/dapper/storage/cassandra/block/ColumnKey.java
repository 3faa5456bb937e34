// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.AttributesCodec;
import dapper.storage.cassandra.codec.ByteSink;
import dapper.storage.cassandra.codec.ByteSource;
import dapper.storage.cassandra.codec.CellHash;
import dapper.storage.cassandra.codec.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The name of a column of values, or of the values of a resource.
 *
 * @param key of the attribute; empty in the other places
 */
record ColumnKey(Place place, String key) {
    static final ColumnKey NAME = new ColumnKey(Place.NAME, "");
    static final ColumnKey KIND = new ColumnKey(Place.KIND, "");
    static final ColumnKey STATUS = new ColumnKey(Place.STATUS, "");
    static final ColumnKey STATUS_MESSAGE = new ColumnKey(Place.STATUS_MESSAGE, "");
    static final ColumnKey TRACE_STATE = new ColumnKey(Place.TRACE_STATE, "");
    static final ColumnKey SCOPE_NAME = new ColumnKey(Place.SCOPE_NAME, "");
    static final ColumnKey SCOPE_VERSION = new ColumnKey(Place.SCOPE_VERSION, "");

    /** The order is that of the numbers in blocks: add at the end. */
    enum Place {
        SPAN,
        RESOURCE,
        NAME,
        KIND,
        STATUS,
        STATUS_MESSAGE,
        TRACE_STATE,
        SCOPE_NAME,
        SCOPE_VERSION
    }

    private static final Place[] PLACES = Place.values();

    static ColumnKey span(String key) {
        return new ColumnKey(Place.SPAN, key);
    }

    static ColumnKey resource(String key) {
        return new ColumnKey(Place.RESOURCE, key);
    }

    void write(ByteSink sink) {
        sink.int8(place.ordinal());
        if (place == Place.SPAN) {
            AttributesCodec.key(key, sink);
        }
    }

    static ColumnKey read(ByteSource source) {
        int place = source.int8();
        if (place >= PLACES.length) {
            throw new CorruptDataException("a column is of the unknown place " + place);
        }
        return new ColumnKey(PLACES[place], place == Place.SPAN.ordinal() ? AttributesCodec.key(source) : "");
    }

    long hash() {
        return CellHash.of(ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8)), place.ordinal() + 1L);
    }
}
