// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.cassandra.codec.ByteSink;
import dapper.storage.cassandra.codec.ByteSource;
import dapper.storage.cassandra.codec.CorruptDataException;
import dapper.storage.predicate.Predicate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a block: enough to decide, without the columns, that no span of it can match. It may be stored apart
 * from the rest.
 *
 * <p>As bytes: {@code DPRB}, the version, the length of the header, counts and bounds, services, the directory of chunks, a
 * CRC-32C of all that.
 */
public final class BlockHeader {
    /** Blocks of this format are read until the last of them has expired. */
    static final int FIRST = 1;

    static final int VERSION = 2;
    /** An upper bound for arrays of rows, whatever a block claims. */
    static final int MOST_ROWS = 1 << 20;

    private static final int MAGIC = 'D' << 24 | 'P' << 16 | 'R' << 8 | 'B';
    private static final int PREFIX = 4 + 1 + 4;
    private static final int CHECKSUM = 4;

    private final int version;
    private final int length;
    private final Contents contents;
    private final Map<ColumnKey, ColumnEntry> byKey = new HashMap<>();

    private BlockHeader(int version, int length, Contents contents) {
        this.version = version;
        this.length = length;
        this.contents = contents;
        contents.columns().forEach(column -> byKey.put(column.key(), column));
    }

    /**
     * @param origins number of different pairs of resource and scope
     * @param moreServices whether there are services that are not named
     */
    record Contents(
            int rows,
            int traces,
            int origins,
            long leastStart,
            long greatestStart,
            long leastDuration,
            long greatestDuration,
            Set<String> services,
            boolean moreServices,
            Map<Part, Chunk> parts,
            List<ColumnEntry> columns) {}

    static byte[] encode(Contents contents) {
        ByteSink sink = new ByteSink();
        sink.varint(contents.rows());
        sink.varint(contents.traces());
        sink.varint(contents.origins());
        sink.int64(contents.leastStart());
        sink.varint(contents.greatestStart() - contents.leastStart());
        sink.varint(contents.leastDuration());
        sink.varint(contents.greatestDuration());
        sink.varint(contents.services().size());
        contents.services().forEach(sink::text);
        sink.int8(contents.moreServices() ? 1 : 0);
        contents.parts().values().forEach(chunk -> chunk.write(sink));
        sink.varint(contents.columns().size());
        contents.columns().forEach(column -> column.write(sink));
        byte[] payload = sink.toBytes();
        int length = PREFIX + payload.length + CHECKSUM;
        ByteBuffer header = ByteBuffer.allocate(length)
                .putInt(MAGIC)
                .put((byte) VERSION)
                .putInt(length)
                .put(payload);
        header.putInt(Chunk.checksum(header.duplicate().flip()));
        return header.array();
    }

    /**
     * Reads the header at the position of a buffer that may continue with the rest of the block.
     *
     * @throws CorruptDataException if the bytes are not a header, or not of a version known here
     */
    public static BlockHeader read(ByteBuffer bytes) {
        ByteBuffer header = bytes.slice();
        if (header.remaining() < PREFIX + CHECKSUM || header.getInt() != MAGIC) {
            throw new CorruptDataException("these bytes are not an index block");
        }
        int version = header.get();
        if (version != FIRST && version != VERSION) {
            throw new CorruptDataException("an index block has the version " + version + ", not " + VERSION);
        }
        int length = header.getInt();
        if (length < PREFIX + CHECKSUM || length > header.capacity()) {
            throw new CorruptDataException("the header of an index block is cut");
        }
        int checksum = Chunk.checksum(header.duplicate().position(0).limit(length - CHECKSUM));
        if (header.getInt(length - CHECKSUM) != checksum) {
            throw new CorruptDataException("the header of an index block has another checksum");
        }
        return new BlockHeader(version, length, contents(version, new ByteSource(header.limit(length - CHECKSUM))));
    }

    private static Contents contents(int version, ByteSource source) {
        int rows = atMost(source.varint(), MOST_ROWS);
        int traces = atMost(source.varint(), rows);
        int origins = atMost(source.varint(), rows);
        if (version == FIRST) {
            atMost(source.varint(), rows); // Parents that are not in the block.
        }
        long leastStart = source.int64();
        long greatestStart = leastStart + source.varint();
        long leastDuration = source.varint();
        long greatestDuration = source.varint();
        Set<String> services = new LinkedHashSet<>();
        for (int i = source.count(); i > 0; i--) {
            services.add(source.text());
        }
        boolean moreServices = source.int8() != 0;
        Map<Part, Chunk> parts = new EnumMap<>(Part.class);
        for (Part part : Part.of(version)) {
            parts.put(part, Chunk.read(source));
        }
        List<ColumnEntry> columns = new ArrayList<>();
        for (int i = source.count(); i > 0; i--) {
            columns.add(ColumnEntry.read(source));
        }
        if (source.hasMore()) {
            throw new CorruptDataException("the header of an index block goes on after its end");
        }
        return new Contents(
                rows,
                traces,
                origins,
                leastStart,
                greatestStart,
                leastDuration,
                greatestDuration,
                services,
                moreServices,
                parts,
                columns);
    }

    private static int atMost(long number, int most) {
        if (number < 0 || number > most) {
            throw new CorruptDataException("an index block has " + number + " elements, more than " + most);
        }
        return (int) number;
    }

    /** Bytes of the header, which the chunks follow. */
    public int length() {
        return length;
    }

    public int rows() {
        return contents.rows();
    }

    /** Number of different traces. */
    public int traces() {
        return contents.traces();
    }

    int version() {
        return version;
    }

    public Set<String> services() {
        return contents.services();
    }

    /** The earliest start of a span, in nanoseconds since 1970; 0 if the block is empty. */
    public long leastStart() {
        return contents.leastStart();
    }

    public long greatestStart() {
        return contents.greatestStart();
    }

    /** False only if no span of this block satisfies the predicate. */
    public boolean mayMatch(Predicate predicate) {
        return contents.rows() > 0 && new HeaderFilter(this).mayMatch(predicate);
    }

    /** Returns the bytes of all columns before compression. */
    public long rawBytes() {
        long bytes = contents.parts().values().stream().mapToLong(Chunk::raw).sum();
        for (ColumnEntry column : contents.columns()) {
            bytes += (long) column.filter().raw()
                    + column.values().raw()
                    + column.codes().raw();
        }
        return bytes;
    }

    Contents contents() {
        return contents;
    }

    @Nullable
    ColumnEntry column(ColumnKey key) {
        return byKey.get(key);
    }
}
