// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.predicate.Predicate;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An index block in Cassandra. Reads the pieces that hold the columns of a search. */
final class BlockPart implements IndexPart {
    private final IndexTables tables;
    private final IndexTables.Stored stored;
    private final Map<Integer, ByteBuffer> pieces = new ConcurrentHashMap<>();
    private @Nullable Block block;

    BlockPart(IndexTables tables, IndexTables.Stored stored) {
        this.tables = tables;
        this.stored = stored;
    }

    @Override
    public long lastStart() {
        return stored.lastStart();
    }

    @Override
    public boolean propose(QueryClass query, Proposals proposals) {
        Predicate predicate = query.inRange();
        if (!stored.header().mayMatch(predicate)) {
            return false;
        }
        Block open = block();
        BitSet rows = open.rows(predicate);
        Predicate above = query.above();
        if (above != null && !rows.isEmpty()) {
            rows = below(new Structure(open), open.rows(above), rows, query.anyDepth());
        }
        propose(open, rows, proposals);
        return true;
    }

    /** Those with such a parent or ancestor, and those that have one in another part. */
    static BitSet below(Structure structure, BitSet above, BitSet rows, boolean anyDepth) {
        BitSet below = anyDepth ? structure.descendants(above, rows) : structure.children(above, rows);
        below.or(anyDepth ? structure.undecidedDescendants(rows) : structure.undecided(rows));
        return below;
    }

    private static void propose(Block block, BitSet rows, Proposals proposals) {
        long[] newest = new long[block.header().traces()];
        BitSet traces = new BitSet();
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            int trace = block.traceOfRow()[row];
            newest[trace] = Math.max(newest[trace], block.start(row));
            traces.set(trace);
        }
        for (int trace = traces.nextSetBit(0); trace >= 0; trace = traces.nextSetBit(trace + 1)) {
            proposals.add(block.trace(trace), newest[trace]);
        }
    }

    private synchronized Block block() {
        Block open = block;
        if (open == null) {
            open = Block.open(stored.header(), this::read);
            block = open;
        }
        return open;
    }

    private ByteBuffer read(int offset, int length) {
        int first = offset / IndexTables.PIECE;
        int last = (offset + length - 1) / IndexTables.PIECE;
        if (first == last) {
            ByteBuffer piece = pieces.computeIfAbsent(first, number -> tables.pieces(stored.id(), number, number));
            return piece.slice(offset % IndexTables.PIECE, length);
        }
        return tables.pieces(stored.id(), first, last).slice(offset - first * IndexTables.PIECE, length);
    }

    /** Pieces are not counted: a product would not keep them, because it keeps what it decodes. */
    @Override
    public synchronized long memory() {
        return block == null ? 0 : block.decodedBytes();
    }
}
