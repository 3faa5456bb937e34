// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.index;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dapper.storage.cassandra.block.BlockHeader;
import dapper.storage.cassandra.codec.CorruptDataException;
import dapper.storage.cassandra.index.StoredBlock.Level;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Statements;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Reads which blocks there are, and their bodies. Safe for many threads. */
public final class SelectBlocks {
    /** A header has about 2 KB. */
    private static final int HEADERS_AT_ONCE = 256;

    private static final int PIECES_AT_ONCE = 16;

    private static final String HEADER = "SELECT slot, block, bytes, TTL(header), header";
    private static final String FROM = " FROM ${keyspace}.index_block WHERE bucket = ? AND level = ";

    private final Statements statements;
    private final PreparedStatement slots;
    private final PreparedStatement freshIds;
    private final PreparedStatement fresh;
    private final PreparedStatement merged;
    private final PreparedStatement pieces;

    public SelectBlocks(Statements statements) {
        this.statements = statements;
        this.slots = statements.prepare(
                "SELECT slot, fresh, merged FROM ${keyspace}.index_slot WHERE part = 0 AND slot >= ? AND slot <= ?");
        this.freshIds = statements.prepare("SELECT block" + FROM + "0");
        this.fresh = statements.prepare(HEADER + FROM + "0 AND slot = ? AND block >= ?");
        this.merged = statements.prepare(HEADER + FROM + "1 AND slot >= ? AND slot <= ?");
        this.pieces = statements.prepare("SELECT bytes FROM ${keyspace}.index_chunk"
                + " WHERE slot = ? AND level = ? AND block = ? AND piece >= ? AND piece <= ?");
    }

    /** Returns the slots from the first to the last number, both included, in descending order. */
    public CompletionStage<List<Slot>> slots(int first, int last, Deadline deadline) {
        return statements.list(
                slots.bind(first, last),
                deadline,
                row -> new Slot(row.getInt(0), !row.isNull(1) && row.getBoolean(1), row.getUuid(2)));
    }

    /** Returns the ids of the blocks of one slot that are not merged. */
    public CompletionStage<List<UUID>> freshIds(int slot, Deadline deadline) {
        return statements.list(freshIds.bind(slot), deadline, row -> Objects.requireNonNull(row.getUuid(0)));
    }

    /** Returns the blocks of one slot that are not merged and whose ids are not before another id. */
    public CompletionStage<Headers> fresh(int slot, UUID from, Deadline deadline) {
        return headers(fresh.bind(slot, slot, from), Level.FRESH, deadline);
    }

    /** Returns the merged blocks of some slots of one hour. */
    public CompletionStage<Headers> merged(int first, int last, Deadline deadline) {
        return headers(merged.bind(Slots.hour(first), first, last), Level.MERGED, deadline);
    }

    private CompletionStage<Headers> headers(BoundStatement select, Level level, Deadline deadline) {
        return statements
                .list(select.setPageSize(HEADERS_AT_ONCE), deadline, row -> header(level, row))
                .thenApply(Headers::of);
    }

    private static Object header(Level level, Row row) {
        StoredBlock.Key key = new StoredBlock.Key(row.getInt(0), level, Objects.requireNonNull(row.getUuid(1)));
        try {
            BlockHeader header = BlockHeader.read(Objects.requireNonNull(row.getByteBuffer(4)));
            return new StoredBlock(key, row.getInt(2), row.getInt(3), header);
        } catch (CorruptDataException e) {
            return key;
        }
    }

    /**
     * Headers that were read.
     *
     * @param damaged those that cannot be read
     */
    public record Headers(List<StoredBlock> blocks, List<StoredBlock.Key> damaged) {
        private static Headers of(List<Object> rows) {
            List<StoredBlock> blocks = new ArrayList<>(rows.size());
            List<StoredBlock.Key> damaged = new ArrayList<>();
            for (Object row : rows) {
                if (row instanceof StoredBlock block) {
                    blocks.add(block);
                } else {
                    damaged.add((StoredBlock.Key) row);
                }
            }
            return new Headers(List.copyOf(blocks), List.copyOf(damaged));
        }
    }

    /**
     * Reads a part of a body; fails with {@link CorruptDataException} if pieces are missing.
     *
     * @param offset of the first byte
     */
    public CompletionStage<ByteBuffer> body(StoredBlock block, int offset, int length, Deadline deadline) {
        int first = offset / InsertBlocks.PIECE;
        int last = (offset + length - 1) / InsertBlocks.PIECE;
        StoredBlock.Key key = block.key();
        Statement<?> select = pieces.bind(key.slot(), key.level().number(), key.id(), (short) first, (short) last)
                .setPageSize(PIECES_AT_ONCE);
        return statements
                .list(select, deadline, row -> Objects.requireNonNull(row.getByteBuffer(0)))
                .thenApply(read -> part(read, offset - first * InsertBlocks.PIECE, length));
    }

    private static ByteBuffer part(List<ByteBuffer> pieces, int offset, int length) {
        ByteBuffer all = pieces.size() == 1 ? pieces.get(0).slice() : joined(pieces);
        if (all.remaining() < offset + length) {
            throw new CorruptDataException("pieces of an index block are missing");
        }
        return all.slice(offset, length);
    }

    private static ByteBuffer joined(List<ByteBuffer> pieces) {
        ByteBuffer all = ByteBuffer.allocate(
                pieces.stream().mapToInt(ByteBuffer::remaining).sum());
        pieces.forEach(all::put);
        return all.flip();
    }
}
