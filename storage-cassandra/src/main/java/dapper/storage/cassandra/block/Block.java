// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.TraceId;
import dapper.storage.cassandra.codec.CorruptDataException;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A block whose columns are decoded when they are needed, and kept. Any thread may use it. Each method throws
 * {@link CorruptDataException} if the bytes are not what {@link BlockWriter} writes.
 */
public final class Block {
    private static final int FIXED_MEMORY = 2_000;

    private final ChunkSource source;
    private final BlockHeader header;
    private final Map<Part, Integer> partOffsets = new EnumMap<>(Part.class);
    private final Map<ColumnKey, Integer> columnOffsets = new HashMap<>();
    private final Map<Object, Object> decoded = new ConcurrentHashMap<>();
    private final AtomicLong decodedBytes = new AtomicLong();

    private Block(BlockHeader header, ChunkSource source) {
        this.source = source;
        this.header = header;
    }

    /** The bytes of a block after its header, wherever they are stored. */
    @FunctionalInterface
    public interface ChunkSource {
        /** Returns some bytes, at the position of the buffer; {@code offset} 0 is the first byte after the header. */
        ByteBuffer read(int offset, int length);
    }

    /** Opens a block whose chunks are read from elsewhere when they are needed. */
    public static Block open(BlockHeader header, ChunkSource source) {
        Block block = new Block(header, source);
        block.locate();
        return block;
    }

    /** Takes the bytes from the position to the limit, which must not change afterwards. */
    public static Block open(ByteBuffer bytes) {
        ByteBuffer own = bytes.slice();
        BlockHeader header = BlockHeader.read(own);
        Block block = new Block(
                header,
                (offset, length) ->
                        own.duplicate().limit(header.length() + offset + length).position(header.length() + offset));
        long end = header.length() + block.locate();
        if (end != own.capacity()) {
            throw new CorruptDataException("an index block has " + own.capacity() + " bytes, not " + end);
        }
        return block;
    }

    /** Opens a block with its whole body. */
    public static Block open(BlockHeader header, ByteBuffer body) {
        LoadedChunks chunks = new LoadedChunks();
        chunks.add(0, body, true);
        return open(header, chunks);
    }

    /** Decodes all columns, so that none is found to be damaged later. */
    public Block decodeAll() {
        traceOfRow();
        spanHashes();
        parentHashes();
        starts();
        durations();
        origins();
        originOfRow();
        if (header.rows() > 0) {
            traceId(0);
        }
        for (ColumnEntry column : header.contents().columns()) {
            dictionary(column);
            codes(column);
        }
        return this;
    }

    private long locate() {
        long offset = 0;
        for (Map.Entry<Part, Chunk> part : header.contents().parts().entrySet()) {
            partOffsets.put(part.getKey(), (int) offset);
            offset += part.getValue().stored();
        }
        for (ColumnEntry column : header.contents().columns()) {
            columnOffsets.put(column.key(), (int) offset);
            offset += column.stored();
        }
        return offset;
    }

    public BlockHeader header() {
        return header;
    }

    /**
     * Returns the traces with a span that may satisfy the predicate.
     *
     * @param from the earliest start of the span, inclusive
     * @param to the latest, inclusive
     */
    public List<TraceMatch> matches(Predicate predicate, long from, long to) {
        BitSet rows = rows(predicate);
        if (rows.isEmpty()) {
            return List.of();
        }
        long[] starts = starts();
        long[] newest = new long[header.traces()];
        BitSet traces = new BitSet();
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (starts[row] >= from && starts[row] <= to) {
                int trace = traceOfRow()[row];
                newest[trace] = traces.get(trace) ? Math.max(newest[trace], starts[row]) : starts[row];
                traces.set(trace);
            }
        }
        return traces.stream()
                .mapToObj(trace -> new TraceMatch(trace(trace), newest[trace]))
                .toList();
    }

    /** Rows that may satisfy the predicate, see {@link BlockScan}; rows are numbered from 0. */
    public BitSet rows(Predicate predicate) {
        return new BlockScan(this).rows(predicate);
    }

    public TraceId traceId(int row) {
        return trace(traceOfRow()[row]);
    }

    /** Nanoseconds since 1970. */
    public long start(int row) {
        return starts()[row];
    }

    /** Nanoseconds, never negative. */
    public long duration(int row) {
        return durations()[row];
    }

    /** Bytes of the heap that decoded columns take, the bytes of the block not included. */
    long decodedBytes() {
        return decodedBytes.get();
    }

    /** Bytes of the heap that the block takes, without what its source holds. */
    public long memory() {
        return FIXED_MEMORY + decodedBytes.get();
    }

    /** Sizes of the chunks, for reports. */
    public List<ChunkSize> sizes() {
        List<ChunkSize> sizes = new ArrayList<>();
        header.contents().parts().forEach((part, chunk) -> sizes.add(ChunkSize.of(part.name(), "", chunk)));
        for (ColumnEntry column : header.contents().columns()) {
            String name = column.key().place() + " " + column.key().key();
            sizes.add(ChunkSize.of(name, "filter", column.filter()));
            sizes.add(ChunkSize.of(name, "values", column.values()));
            sizes.add(ChunkSize.of(name, "codes", column.codes()));
        }
        return sizes;
    }

    /** @param chunk empty, {@code filter}, {@code values} or {@code codes} */
    public record ChunkSize(String column, String chunk, int raw, int stored) {
        static ChunkSize of(String column, String part, Chunk chunk) {
            return new ChunkSize(column, part, chunk.raw(), chunk.stored());
        }
    }

    static ColumnKey column(Field.Intrinsic field) {
        return switch (field) {
            case NAME -> ColumnKey.NAME;
            case KIND -> ColumnKey.KIND;
            case STATUS -> ColumnKey.STATUS;
            case STATUS_MESSAGE -> ColumnKey.STATUS_MESSAGE;
            case TRACE_STATE -> ColumnKey.TRACE_STATE;
            case TRACE_ID, SPAN_ID, PARENT_ID, START, DURATION, SCOPE_NAME, SCOPE_VERSION ->
                throw new IllegalArgumentException(field + " has no dictionary of its own");
        };
    }

    int[] traceOfRow() {
        return decoded(Part.TRACE_OF_ROW, () -> {
            int[] tokens = Planes.ints(raw(Part.TRACE_OF_ROW), header.rows());
            for (int row = 0, seen = 0, trace = -1; row < tokens.length; row++) {
                if (tokens[row] == 1) {
                    trace = seen++;
                } else if (tokens[row] != 0) {
                    trace = tokens[row] - 2;
                }
                if (trace < 0 || trace >= seen || trace >= header.traces()) {
                    throw new CorruptDataException("a row has trace " + trace + " of " + seen);
                }
                tokens[row] = trace;
            }
            return tokens;
        });
    }

    TraceId trace(int number) {
        long[] ids = decoded(Part.TRACES, () -> longs(Part.TRACES, 2 * header.traces()));
        return new TraceId(ids[2 * number], ids[2 * number + 1]);
    }

    /** See {@link IdHash}. */
    int[] spanHashes() {
        return decoded(
                Part.SPAN_HASHES,
                () -> isOfFirstFormat()
                        ? IdHash.of(longs(Part.FIRST_SPAN_IDS, header.rows()))
                        : Planes.ints(raw(Part.SPAN_HASHES), header.rows()));
    }

    /** See {@link IdHash}; 0 for no parent. */
    int[] parentHashes() {
        return decoded(
                Part.PARENT_HASHES,
                () -> isOfFirstFormat() ? firstParents() : Planes.ints(raw(Part.PARENT_HASHES), header.rows()));
    }

    private boolean isOfFirstFormat() {
        return header.version() == BlockHeader.FIRST;
    }

    private int[] firstParents() {
        byte[] far = raw(Part.FIRST_FAR_PARENTS);
        int[] tokens = Planes.ints(raw(Part.FIRST_PARENTS), header.rows());
        int farParents = (int) Arrays.stream(tokens).filter(token -> token == 1).count();
        return FirstParents.hashes(tokens, spanHashes(), Planes.longs(far, farParents));
    }

    long[] starts() {
        return decoded(Part.STARTS, () -> Planes.sums(longs(Part.STARTS, header.rows())));
    }

    long[] durations() {
        return decoded(Part.DURATIONS, () -> longs(Part.DURATIONS, header.rows()));
    }

    Origins origins() {
        return decoded(
                Part.ORIGINS,
                () -> Origins.decode(raw(Part.ORIGINS), header.contents().origins()));
    }

    Codes originOfRow() {
        return decoded(Part.ORIGIN_OF_ROW, () -> {
            int origins = header.contents().origins();
            int[] numbers = Planes.ints(raw(Part.ORIGIN_OF_ROW), header.rows());
            for (int row = 0; row < numbers.length; row++) {
                if (numbers[row] < 0 || numbers[row] >= origins) {
                    throw new CorruptDataException("a row has origin " + numbers[row] + " of " + origins);
                }
                numbers[row]++;
            }
            return Codes.compact(numbers, origins);
        });
    }

    /** False only if no value of the column is equal to the text. */
    boolean mayHold(ColumnEntry column, String text) {
        Long hash = TermHash.of(column.key(), text);
        return column.filter().raw() == 0
                || hash == null
                || decoded(
                                new ColumnPart(column.key(), Piece.FILTER),
                                () -> new BloomFilter(raw(columnOffset(column), column.filter())))
                        .mayContain(hash);
    }

    Dictionary dictionary(ColumnEntry column) {
        return decoded(new ColumnPart(column.key(), Piece.VALUES), () -> {
            byte[] raw = raw(columnOffset(column) + column.filter().stored(), column.values());
            return Dictionary.decode(raw, column.distinct());
        });
    }

    Codes codes(ColumnEntry column) {
        return decoded(new ColumnPart(column.key(), Piece.CODES), () -> {
            byte[] raw = raw(
                    columnOffset(column)
                            + column.filter().stored()
                            + column.values().stored(),
                    column.codes());
            return Codes.decode(raw, header.rows(), column.distinct());
        });
    }

    private int columnOffset(ColumnEntry column) {
        Integer offset = columnOffsets.get(column.key());
        if (offset == null) {
            throw new IllegalArgumentException("a column of another block");
        }
        return offset;
    }

    private enum Piece {
        FILTER,
        VALUES,
        CODES
    }

    private record ColumnPart(ColumnKey key, Piece piece) {}

    /** Two racing threads may decode the same twice, which only costs time. */
    @SuppressWarnings("unchecked") // A key always has a value of the same type.
    private <T> T decoded(Object key, Supplier<T> decode) {
        Object known = decoded.get(key);
        if (known != null) {
            return (T) known;
        }
        T value = decode.get();
        if (decoded.putIfAbsent(key, value) == null) {
            decodedBytes.addAndGet(Memory.of(value));
        }
        return value;
    }

    private long[] longs(Part part, int size) {
        return Planes.longs(raw(part), size);
    }

    private byte[] raw(Part part) {
        Chunk chunk = header.contents().parts().get(part);
        Integer offset = partOffsets.get(part);
        if (chunk == null || offset == null) {
            throw new IllegalStateException("a header without " + part);
        }
        return raw(offset, chunk);
    }

    private byte[] raw(int offset, Chunk chunk) {
        return chunk.stored() == 0
                ? chunk.decode(ByteBuffer.allocate(0))
                : chunk.decode(source.read(offset, chunk.stored()));
    }
}
