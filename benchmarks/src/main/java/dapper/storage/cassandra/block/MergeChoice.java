// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.benchmarks.SpanArrivals;
import dapper.storage.cassandra.session.Connection;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures the cost of merging what {@link WriteChoice} has stored: reads small parts, writes large ones, deletes the small
 * ones, flushes and compacts.
 *
 * <p>Arguments: the folder, number of spans there, spans of a merged part, collectors.
 */
final class MergeChoice {
    private final MeasuredNode node;
    private final int spans;
    private final int target;
    private final List<ByteBuffer> headers = new ArrayList<>();
    private final Map<String, Map<String, Long>> columns = new TreeMap<>();

    private MergeChoice(MeasuredNode node, int spans, int target) {
        this.node = node;
        this.spans = spans;
        this.target = target;
    }

    public static void main(String[] arguments) throws Exception {
        int spans = Integer.parseInt(arguments[1]);
        try (MeasuredNode node = MeasuredNode.start(Path.of(arguments[0]));
                CqlSession session = Connection.open(node.config("dapper"))) {
            MergeChoice choice = new MergeChoice(node, spans, Integer.parseInt(arguments[2]));
            Report.title(
                    "Merging",
                    "what",
                    "parts before",
                    "parts after",
                    "CPU s per million spans: this JVM",
                    "Cassandra",
                    "Cassandra, compaction",
                    "bytes a span: headers",
                    "bodies");
            // Blocks come first, because segments use their headers.
            choice.merge("blocks" + arguments[3], session, false);
            choice.merge("segments" + arguments[3], session, true);
            choice.printColumns();
        }
    }

    private void merge(String name, CqlSession session, boolean lucene) throws Exception {
        IndexTables tables = new IndexTables(session, name);
        List<IndexTables.Stored> parts = tables.list(SpanArrivals.EPOCH, SpanArrivals.EPOCH + 3_600_000_000_000L);
        Cpu cpu = Cpu.begin(node);
        int merged = 0;
        List<IndexTables.Stored> group = new ArrayList<>();
        int rows = 0;
        for (int i = 0; i < parts.size(); i++) {
            group.add(parts.get(i));
            rows += parts.get(i).header().rows();
            if (rows >= target || i == parts.size() - 1) {
                store(tables, group, lucene, merged++);
                group.forEach(tables::delete);
                group.clear();
                rows = 0;
            }
        }
        double own = cpu.own();
        node.flush(IndexTables.KEYSPACE, IndexTables.header(name), IndexTables.body(name));
        double ofNode = cpu.node();
        Cpu compaction = Cpu.begin(node);
        node.compact(IndexTables.KEYSPACE, IndexTables.header(name), IndexTables.body(name));
        double million = spans / 1e6;
        Report.line(
                name,
                parts.size(),
                merged,
                own / million,
                ofNode / million,
                compaction.node() / million,
                (double) node.bytes(IndexTables.KEYSPACE, IndexTables.header(name), false) / spans,
                (double) node.bytes(IndexTables.KEYSPACE, IndexTables.body(name), false) / spans);
    }

    private void printColumns() {
        Report.title("Bytes a span of the merged blocks", "column", "by chunk");
        columns.forEach((column, chunks) -> {
            Map<String, String> shares = new TreeMap<>();
            chunks.forEach(
                    (chunk, bytes) -> shares.put(chunk, String.format(Locale.ROOT, "%.3f", (double) bytes / spans)));
            Report.line(column, shares);
        });
    }

    private void store(IndexTables tables, List<IndexTables.Stored> group, boolean lucene, int number) {
        List<ByteBuffer> bodies = group.stream().map(tables::body).toList();
        if (lucene) {
            tables.store(headers.get(number).duplicate(), ByteBuffer.wrap(LuceneSegment.merge(bodies)));
            return;
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            ByteBuffer body = bodies.get(i);
            blocks.add(Block.open(group.get(i).header(), body::slice));
        }
        byte[] block = new BlockWriter().merge(blocks);
        int header = BlockHeader.read(ByteBuffer.wrap(block)).length();
        headers.add(ByteBuffer.wrap(block, 0, header).slice());
        for (Block.ChunkSize size : Block.open(ByteBuffer.wrap(block)).sizes()) {
            columns.computeIfAbsent(size.column(), column -> new TreeMap<>())
                    .merge(size.chunk(), (long) size.stored(), Long::sum);
        }
        tables.store(
                headers.get(number).duplicate(),
                ByteBuffer.wrap(block, header, block.length - header).slice());
    }
}
