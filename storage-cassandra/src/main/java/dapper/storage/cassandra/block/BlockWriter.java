// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.Span;
import dapper.storage.cassandra.block.BlockHeader.Contents;
import dapper.storage.cassandra.codec.ByteSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Makes a block from spans, or from other blocks one after the other, so that they need not be in memory together. */
public final class BlockWriter {
    private final BlockDraft draft = new BlockDraft();

    /**
     * Returns the bytes of a block, which {@link Block#open} reads.
     *
     * @throws IllegalStateException if there are more than a million spans
     */
    public static byte[] write(Iterable<Span> spans) {
        BlockDraft draft = new BlockDraft();
        spans.forEach(draft::add);
        return write(draft);
    }

    /** Adds the spans of a block to the one that is made; a span that is in two of them is in it twice. */
    public void add(Block block) {
        draft.add(block);
    }

    /** Returns the bytes of the block with all spans that were added. */
    public byte[] write() {
        return write(draft);
    }

    private static byte[] write(BlockDraft draft) {
        return new Writing(draft).write();
    }

    private static final class Writing {
        private final BlockDraft draft;
        private final int[] order;
        private final ByteSink body = new ByteSink();
        private final Map<Part, Chunk> parts = new EnumMap<>(Part.class);

        Writing(BlockDraft draft) {
            this.draft = draft;
            this.order = RowOrder.of(draft);
        }

        byte[] write() {
            origins();
            traces();
            add(Part.SPAN_HASHES, Planes.encode(ordered(draft.spanHashes())));
            add(Part.PARENT_HASHES, Planes.encode(ordered(draft.parentHashes())));
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
                    extreme(starts, true),
                    extreme(starts, false),
                    extreme(durations, true),
                    extreme(durations, false),
                    draft.services(),
                    draft.hasMoreServices(),
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
            add(Part.ORIGIN_OF_ROW, Planes.encode(ordered(draft.originOfRow())));
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

        private ColumnEntry column(ColumnKey key, ColumnDraft column) {
            List<Object> dictionary = new ArrayList<>();
            int[] tokens = column.tokens(order, dictionary);
            // A filter is as random as bits can be: compression would only cost time.
            byte[] filter = dictionary.size() < ColumnEntry.FEWEST_FILTERED ? new byte[0] : filter(key, dictionary);
            return ColumnEntry.of(
                    key,
                    dictionary,
                    Chunk.appendRaw(filter, body),
                    Chunk.append(Dictionary.encode(dictionary), body),
                    Chunk.append(Planes.encode(tokens), body));
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
            parts.put(part, Chunk.append(raw, body));
        }

        private int[] ordered(int[] numbers) {
            int[] ordered = new int[order.length];
            for (int row = 0; row < order.length; row++) {
                ordered[row] = numbers[order[row]];
            }
            return ordered;
        }

        private long[] ordered(long[] numbers) {
            long[] ordered = new long[order.length];
            for (int row = 0; row < order.length; row++) {
                ordered[row] = numbers[order[row]];
            }
            return ordered;
        }

        /** 0 where there are none. */
        private static long extreme(long[] numbers, boolean least) {
            if (numbers.length == 0) {
                return 0;
            }
            long extreme = numbers[0];
            for (long number : numbers) {
                if (number < extreme == least) {
                    extreme = number;
                }
            }
            return extreme;
        }
    }
}
