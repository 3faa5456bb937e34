// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.merge;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import dapper.storage.cassandra.index.StoredBlock;
import dapper.storage.cassandra.session.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lets searches read the merged blocks of a slot in place of its fresh ones, and deletes these. */
final class ReplaceBlocks {
    /** Clocks of collectors may differ by so much. */
    private static final long CLOCK_MICROS = TimeUnit.MINUTES.toMicros(1);

    private final Statements statements;
    private final PreparedStatement merged;
    private final PreparedStatement notFresh;
    private final PreparedStatement deleteHeader;
    private final PreparedStatement deletePieces;

    ReplaceBlocks(Statements statements) {
        this.statements = statements;
        this.merged = statements.prepare("UPDATE ${keyspace}.index_slot SET merged = ? WHERE part = 0 AND slot = ?");
        this.notFresh = statements.prepare(
                "UPDATE ${keyspace}.index_slot USING TIMESTAMP ? SET fresh = false WHERE part = 0 AND slot = ?");
        this.deleteHeader = statements.prepare(
                "DELETE FROM ${keyspace}.index_block WHERE bucket = ? AND level = 0 AND slot = ? AND block = ?");
        this.deletePieces =
                statements.prepare("DELETE FROM ${keyspace}.index_chunk WHERE slot = ? AND level = 0 AND block = ?");
    }

    /**
     * Makes searches that begin from now on read the merged blocks. A fresh block that was added after the listing keeps the
     * slot fresh, because its collector has written that later.
     *
     * @param listedMillis when the fresh blocks were listed
     * @param all whether all of them were merged
     */
    void show(int slot, long listedMillis, boolean all) {
        List<BoundStatement> updates = new ArrayList<>();
        updates.add(merged.bind(Uuids.timeBased(), slot));
        if (all) {
            updates.add(notFresh.bind(TimeUnit.MILLISECONDS.toMicros(listedMillis) - CLOCK_MICROS, slot));
        }
        // One after the other: between the two a search reads both.
        updates.forEach(
                update -> statements.execute(update).toCompletableFuture().join());
    }

    /** First the headers: a search that finds a header without its pieces takes the block for damaged. */
    CompletableFuture<Void> delete(List<StoredBlock.Key> blocks) {
        List<BoundStatement> headers = blocks.stream()
                .map(block -> deleteHeader.bind(block.slot(), block.slot(), block.id()))
                .toList();
        List<BoundStatement> pieces = blocks.stream()
                .map(block -> deletePieces.bind(block.slot(), block.id()))
                .toList();
        return statements.executeAll(headers).thenCompose(done -> statements.executeAll(pieces));
    }
}
