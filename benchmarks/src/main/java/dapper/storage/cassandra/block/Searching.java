// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Times of a query over all blocks of a layout, newest first, on one thread, without an end at the first matches. */
final class Searching {
    private static final int RUNS = 3;

    /** @param millis the median of a few runs */
    record Result(long matches, long undecided, int skipped, double millis) {}

    private Searching() {}

    /** Headers are in memory, columns are not: they are decompressed and decoded again each time. */
    static Result cold(List<BlockHeader> headers, List<byte[]> blocks, QueryClass query) {
        return median(() -> run(headers, i -> Block.open(ByteBuffer.wrap(blocks.get(i))), query));
    }

    /** All columns that the query needs are decoded already. */
    static Result warm(List<BlockHeader> headers, List<Block> blocks, QueryClass query) {
        return median(() -> run(headers, blocks::get, query));
    }

    private interface Blocks {
        Block get(int index);
    }

    private static Result run(List<BlockHeader> headers, Blocks blocks, QueryClass query) {
        long start = Cpu.nanos();
        long matches = 0;
        long undecided = 0;
        int skipped = 0;
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (!headers.get(i).mayMatch(query.predicate())) {
                skipped++;
                continue;
            }
            Block block = blocks.get(i);
            BitSet rows = block.rows(query.predicate());
            if (query.parent() != null) {
                Structure structure = new Structure(block);
                undecided += structure.undecided(rows).cardinality();
                rows = structure.children(block.rows(query.parent()), rows);
            }
            matches += rows.cardinality();
        }
        return new Result(matches, undecided, skipped, (Cpu.nanos() - start) / 1e6);
    }

    static Result median(Supplier<Result> run) {
        run.get();
        List<Result> results = Stream.generate(run)
                .limit(RUNS)
                .sorted(Comparator.comparingDouble(Result::millis))
                .toList();
        return results.get(RUNS / 2);
    }
}
