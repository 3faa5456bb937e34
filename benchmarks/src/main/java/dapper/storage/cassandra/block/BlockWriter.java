// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.Span;
import dapper.storage.cassandra.block.BlockHeader.Contents;
import dapper.storage.cassandra.codec.ByteSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Makes blocks. Any thread may call it. */
public final class BlockWriter {
    public static final int DEFAULT_LEVEL = 3;

    private final int level;
    private final boolean byShape;

    public BlockWriter() {
        this(DEFAULT_LEVEL, false);
    }

    /**
     * For measurements.
     *
     * @param level of zstd, 1 to 22
     * @param byShape see {@link RowOrder#byShape}
     */
    BlockWriter(int level, boolean byShape) {
        this.level = level;
        this.byShape = byShape;
    }

    /**
     * Returns the bytes of a block, which {@link Block#open} reads.
     *
     * @throws IllegalStateException if there are more than a million spans
     */
    public byte[] write(Iterable<Span> spans) {
        BlockDraft draft = new BlockDraft();
        spans.forEach(draft::add);
        return write(draft);
    }

    /** Returns one block with the spans of all these; a span that is in two of them is in it twice. */
    public byte[] merge(List<Block> blocks) {
        BlockDraft draft = new BlockDraft();
        blocks.forEach(draft::add);
        return write(draft);
    }

    private byte[] write(BlockDraft draft) {
        return new Writing(draft).write();
    }

    private final class Writing {
        private final BlockDraft draft;
        private final int[] order;
        private final int[] parents;
        private final ByteSink body = new ByteSink();
        private final Map<Part, Chunk> parts = new EnumMap<>(Part.class);
        private int farParents;

        Writing(BlockDraft draft) {
            this.draft = draft;
            RowOrder rows = byShape ? RowOrder.byShape(draft) : RowOrder.byTrace(draft);
            this.order = rows.order();
            this.parents = rows.parents();
        }

        byte[] write() {
            origins();
            traces();
            add(Part.SPAN_IDS, Planes.encode(ordered(draft.spanIds())));
            parents();
            long[] starts = ordered(draft.starts());
            add(Part.STARTS, Planes.encode(Planes.deltas(starts)));
            long[] durations = ordered(draft.durations());
            add(Part.DURATIONS, Planes.encode(durations));
            List<ColumnEntry> columns = new ArrayList<>();
            draft.columns().forEach((key, column) -> columns.add(column(key, column)));
            byte[] header = BlockHeader.encode(new Contents(
                    order.length,
                    draft.traceCount(),
                    draft.origins().pairs().size(),
                    farParents,
                    extreme(starts, true),
                    extreme(starts, false),
                    extreme(durations, true),
                    extreme(durations, false),
                    draft.services(),
                    parts,
                    columns));
            byte[] chunks = body.toBytes();
            return ByteBuffer.allocate(header.length + chunks.length)
                    .put(header)
                    .put(chunks)
                    .array();
        }

        private void origins() {
            Origins origins = draft.origins();
            add(Part.ORIGINS, origins.encode());
            int[] originOfRow = new int[order.length];
            for (int row = 0; row < order.length; row++) {
                originOfRow[row] = draft.originOfRow()[order[row]];
            }
            add(Part.ORIGIN_OF_ROW, Planes.encode(originOfRow));
        }

        private void traces() {
            long[] ids = new long[2 * draft.traceCount()];
            int[] numbers = new int[draft.traceCount()];
            int[] tokens = new int[order.length];
            int seen = 0;
            for (int row = 0, before = -1; row < order.length; row++) {
                int trace = draft.traceOfRow()[order[row]];
                if (trace == before) {
                    continue;
                }
                before = trace;
                if (numbers[trace] == 0) {
                    ids[2 * seen] = draft.trace(trace).high();
                    ids[2 * seen + 1] = draft.trace(trace).low();
                    numbers[trace] = ++seen;
                    tokens[row] = 1;
                } else {
                    tokens[row] = numbers[trace] + 1;
                }
            }
            add(Part.TRACES, Planes.encode(ids));
            add(Part.TRACE_OF_ROW, Planes.encode(tokens));
        }

        private void parents() {
            int[] tokens = new int[order.length];
            long[] far = new long[order.length];
            for (int row = 0; row < order.length; row++) {
                if (parents[row] == RowOrder.FAR_PARENT) {
                    far[farParents++] = draft.parentIds()[order[row]];
                    tokens[row] = 1;
                } else if (parents[row] != RowOrder.NO_PARENT) {
                    int distance = row - parents[row];
                    tokens[row] = 2 + ((distance << 1) ^ (distance >> 31));
                }
            }
            add(Part.PARENTS, Planes.encode(tokens));
            add(Part.FAR_PARENTS, Planes.encode(Arrays.copyOf(far, farParents)));
        }

        private ColumnEntry column(ColumnKey key, ColumnDraft column) {
            List<Object> dictionary = new ArrayList<>();
            int[] tokens = column.tokens(order, dictionary);
            // A filter is as random as bits can be: compression would only cost time.
            byte[] filter = dictionary.size() < ColumnEntry.FEWEST_FILTERED ? new byte[0] : filter(key, dictionary);
            return ColumnEntry.of(
                    key,
                    dictionary,
                    Chunk.appendRaw(filter, body),
                    Chunk.append(Dictionary.encode(dictionary), level, body),
                    Chunk.append(Planes.encode(tokens), level, body));
        }

        private static byte[] filter(ColumnKey key, List<Object> dictionary) {
            BloomFilter filter = BloomFilter.sized(dictionary.size());
            for (Object value : dictionary) {
                Long hash = TermHash.of(key, value);
                if (hash != null) {
                    filter.add(hash);
                }
            }
            return filter.bits();
        }

        private void add(Part part, byte[] raw) {
            parts.put(part, Chunk.append(raw, level, body));
        }

        private long[] ordered(long[] numbers) {
            long[] ordered = new long[order.length];
            for (int row = 0; row < order.length; row++) {
                ordered[row] = numbers[order[row]];
            }
            return ordered;
        }

        /** As unsigned numbers; 0 where there are none. */
        private static long extreme(long[] numbers, boolean least) {
            if (numbers.length == 0) {
                return 0;
            }
            long extreme = numbers[0];
            for (long number : numbers) {
                if (Long.compareUnsigned(number, extreme) < 0 == least) {
                    extreme = number;
                }
            }
            return extreme;
        }
    }
}
