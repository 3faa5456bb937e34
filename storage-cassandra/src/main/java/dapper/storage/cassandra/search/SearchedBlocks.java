// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.search;

import dapper.storage.cassandra.block.TraceMatch;
import dapper.storage.cassandra.index.IndexCounts;
import dapper.storage.cassandra.index.SelectBlocks;
import dapper.storage.cassandra.index.StoredBlock;
import dapper.storage.cassandra.session.Deadline;
import dapper.storage.cassandra.session.Statements;
import dapper.storage.predicate.Predicate;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The index blocks of a tenant, as all its searches read them. Safe for many threads. */
public final class SearchedBlocks {
    private final SelectBlocks select;
    private final BlockList list;
    private final BlockCache cache;
    private final IndexCounts counts;

    /** @param headerBytes of the heap that the headers of this tenant may take */
    public SearchedBlocks(Statements statements, BlockCache cache, long headerBytes, IndexCounts counts) {
        this.select = new SelectBlocks(statements);
        this.list = new BlockList(select, headerBytes);
        this.cache = cache;
        this.counts = counts;
    }

    BlockList list() {
        return list;
    }

    /** Returns the traces of a block with a span that may match and starts within a range, both ends included. */
    CompletionStage<List<TraceMatch>> matches(
            StoredBlock block, Predicate predicate, long from, long to, Deadline deadline) {
        return cache.scan(select, block, columns -> columns.matches(predicate, from, to), deadline);
    }

    void damaged() {
        counts.damaged();
    }
}
