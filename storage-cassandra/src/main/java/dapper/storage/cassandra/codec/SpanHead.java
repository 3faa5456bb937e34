// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a cell: everything before the span's name.
 *
 * <p>Parent, start and duration hardly repeat, so format 2 puts them together, beside the span id of the row's key.
 * Everything after them is then one long repetition for the compressor, which pays for each break. Format 1 had the
 * start after the hashes and the parent after the name.
 *
 * @param parts the bit set of {@link SpanCodec}
 * @param parent 0 if there is none, and in format 1, where it follows the name
 * @param scope null if the span has none
 */
record SpanHead(
        int version,
        int parts,
        long parent,
        long startUnixNanos,
        long durationNanos,
        ContentHash resource,
        @Nullable ContentHash scope) {
    /** Cells of this format are read until the last of them has expired. */
    static final int FIRST = 1;

    static final int VERSION = 2;

    void write(ByteSink sink) {
        sink.int8(VERSION);
        sink.varint(parts);
        if (SpanCodec.has(parts, SpanCodec.PARENT)) {
            sink.int64(parent);
        }
        // The upper half is the same for four seconds, and nearly so for days.
        sink.int32((int) startUnixNanos);
        sink.varint(durationNanos);
        sink.int32((int) (startUnixNanos >>> Integer.SIZE));
        write(resource, sink);
        if (scope != null) {
            write(scope, sink);
        }
    }

    static SpanHead read(ByteSource source) {
        int version = source.int8();
        if (version != FIRST && version != VERSION) {
            throw new CorruptDataException(
                    "a span has the format " + version + ", which a newer version of Dapper wrote");
        }
        int parts = (int) source.varint();
        return version == FIRST ? first(parts, source) : second(parts, source);
    }

    private static SpanHead first(int parts, ByteSource source) {
        ContentHash resource = hash(source);
        ContentHash scope = scope(parts, source);
        return new SpanHead(FIRST, parts, 0, source.int64(), source.varint(), resource, scope);
    }

    private static SpanHead second(int parts, ByteSource source) {
        long parent = SpanCodec.has(parts, SpanCodec.PARENT) ? source.int64() : 0;
        long low = Integer.toUnsignedLong(source.int32());
        long duration = source.varint();
        long start = (long) source.int32() << Integer.SIZE | low;
        return new SpanHead(VERSION, parts, parent, start, duration, hash(source), scope(parts, source));
    }

    private static @Nullable ContentHash scope(int parts, ByteSource source) {
        return SpanCodec.has(parts, SpanCodec.SCOPE) ? hash(source) : null;
    }

    long endUnixNanos() {
        return startUnixNanos + durationNanos;
    }

    /** Returns the hashes: first the resource, then the scope if there is one. */
    List<ContentHash> origins() {
        return scope == null ? List.of(resource) : List.of(resource, scope);
    }

    private static void write(ContentHash hash, ByteSink sink) {
        sink.int64(hash.high());
        sink.int64(hash.low());
    }

    private static ContentHash hash(ByteSource source) {
        return new ContentHash(source.int64(), source.int64());
    }
}
