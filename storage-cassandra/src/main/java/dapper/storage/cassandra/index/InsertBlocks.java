// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.index;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import dapper.storage.cassandra.block.BlockHeader;
import dapper.storage.cassandra.index.StoredBlock.Level;
import dapper.storage.cassandra.session.Statements;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Inserts blocks: first the pieces of the body, then the header, then the slot. So a block that is found is whole. Pieces
 * without a header expire. Safe for many threads.
 */
public final class InsertBlocks {
    /** Larger ones would make a search read more than it needs, smaller ones more rows. */
    static final int PIECE = 64 << 10;

    /** A header outlives the cells of its spans, some of which may be written later. */
    private static final int HEADER_SECONDS_LONGER = 60;

    /** Pieces outlive their header. */
    private static final int PIECE_SECONDS_LONGER = 3_600;

    private static final int LONGEST_TTL = 20 * 365 * 86_400;

    private final Statements statements;
    private final IndexCounts counts;
    private final int secondsToLive;
    private final PreparedStatement piece;
    private final PreparedStatement header;
    private final PreparedStatement slot;

    /** @param retention of spans */
    public InsertBlocks(Statements statements, Duration retention, IndexCounts counts) {
        this.statements = statements;
        this.counts = counts;
        this.secondsToLive = (int) Math.min(LONGEST_TTL, retention.toSeconds() + HEADER_SECONDS_LONGER);
        this.piece = statements.prepare("INSERT INTO ${keyspace}.index_chunk (slot, level, block, piece, bytes)"
                + " VALUES (?, ?, ?, ?, ?) USING TTL ?");
        this.header =
                statements.prepare("INSERT INTO ${keyspace}.index_block (bucket, level, slot, block, bytes, header)"
                        + " VALUES (?, ?, ?, ?, ?, ?) USING TTL ?");
        this.slot = statements.prepare("INSERT INTO ${keyspace}.index_slot (part, slot, fresh) VALUES (0, ?, true)");
    }

    /** Completes when the block is durable and can be found. */
    public CompletableFuture<Void> fresh(int slotNumber, byte[] block) {
        return insert(slotNumber, Level.FRESH, block, secondsToLive)
                .thenCompose(key -> statements.execute(slot.bind(slotNumber)))
                .thenRun(() -> counts.slot());
    }

    /** Completes when the block is durable; it can be found once its slot is marked as merged. */
    public CompletableFuture<StoredBlock.Key> merged(int slotNumber, byte[] block, int seconds) {
        return insert(slotNumber, Level.MERGED, block, seconds);
    }

    private CompletableFuture<StoredBlock.Key> insert(int slotNumber, Level level, byte[] block, int seconds) {
        StoredBlock.Key key = new StoredBlock.Key(slotNumber, level, Uuids.timeBased());
        int length = BlockHeader.read(ByteBuffer.wrap(block)).length();
        int body = block.length - length;
        List<BoundStatement> pieces = new ArrayList<>();
        for (int from = 0; from < body; from += PIECE) {
            ByteBuffer bytes = ByteBuffer.wrap(block, length + from, Math.min(PIECE, body - from))
                    .slice();
            pieces.add(piece.bind(
                    slotNumber,
                    level.number(),
                    key.id(),
                    (short) (from / PIECE),
                    bytes,
                    Math.min(LONGEST_TTL, seconds + PIECE_SECONDS_LONGER)));
        }
        BoundStatement ofHeader = header.bind(
                level.bucket(slotNumber),
                level.number(),
                slotNumber,
                key.id(),
                body,
                ByteBuffer.wrap(block, 0, length).slice(),
                seconds);
        return statements
                .executeAll(pieces)
                .thenCompose(done -> statements.execute(ofHeader))
                .thenApply(done -> {
                    counts.block(level, pieces.size());
                    return key;
                });
    }
}
