// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.benchmarks.SpanArrivals;
import dapper.storage.Span;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.cassandra.write.RowWrites;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the cost of writing spans and each candidate of a search index into one Cassandra: cells of spans alone, today's
 * index rows, index blocks, Lucene segments. The same windows of a quarter of a second, in turns of so many spans, each
 * turn with its flush.
 *
 * <p>Arguments: a folder for the data, number of spans, spans a turn, spans a second, collectors (with more than one, only
 * blocks and segments are written), number of spans that an earlier run has stored there. With as many as the number of
 * spans it only compacts.
 */
final class WriteChoice {
    private static final String ROWS = "dapper";

    private static final class Sum {
        private final String name;
        private final List<Double> millis = new ArrayList<>();
        private double own;
        private double node;
        private long spans;
        private long bytes;

        Sum(String name) {
            this.name = name;
        }
    }

    private interface Step {
        void write(int window) throws Exception;
    }

    private final MeasuredNode node;
    private final RowWrites rows;
    private final IndexTables blocks;
    private final IndexTables segments;
    private final String suffix;
    private final boolean withRows;
    private final Map<String, Sum> sums = new LinkedHashMap<>();
    private List<List<Span>> windows = List.of();
    private List<List<RowWrites.Cells>> cells = List.of();
    private List<byte[]> written = List.of();

    private WriteChoice(MeasuredNode node, CqlSession session, int collectors) {
        this.node = node;
        this.suffix = Integer.toString(collectors);
        this.withRows = collectors == 1;
        this.rows = new RowWrites(session, ROWS);
        this.blocks = new IndexTables(session, "blocks" + suffix);
        this.segments = new IndexTables(session, "segments" + suffix);
    }

    public static void main(String[] arguments) throws Exception {
        int spans = Integer.parseInt(arguments[1]);
        int turn = Integer.parseInt(arguments[2]);
        SpanArrivals arrivals = new SpanArrivals(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        try (MeasuredNode node = MeasuredNode.start(Path.of(arguments[0]));
                CqlSession session = Connection.open(node.config(ROWS))) {
            // Creates the tables.
            CassandraStorage.open(node.config(ROWS)).close();
            WriteChoice choice = new WriteChoice(node, session, Integer.parseInt(arguments[4]));
            node.disableCompaction(ROWS);
            node.disableCompaction(IndexTables.KEYSPACE);
            int stored = Integer.parseInt(arguments[5]);
            boolean warmUp = true;
            for (int done = 0; done < spans; ) {
                List<List<Span>> windows = new ArrayList<>();
                int size = 0;
                while (size < turn) {
                    for (List<Span> window : arrivals.next()) {
                        size += window.size();
                        windows.add(window);
                    }
                }
                windows.removeIf(List::isEmpty);
                done += size;
                if (done <= stored) {
                    continue;
                }
                // The first turn warms the JVMs up.
                choice.turn(windows, size, warmUp);
                warmUp = false;
                System.out.printf("%,d spans written%n", done);
                choice.print();
            }
            choice.rows.counts().forEach(System.out::println);
            choice.compact(spans);
        }
    }

    private void turn(List<List<Span>> next, int size, boolean warmUp) throws Exception {
        windows = next;
        cells = new ArrayList<>();
        written = new ArrayList<>();
        if (withRows) {
            step("cells", size, warmUp, ROWS, "span", window -> cells.add(rows.cells(windows.get(window))));
            step("rows (SAI)", size, warmUp, ROWS, "segment_index", window -> rows.index(cells.get(window)));
        }
        step("blocks", size, warmUp, IndexTables.KEYSPACE, "blocks" + suffix, window -> {
            byte[] block = new BlockWriter().write(windows.get(window));
            int header = BlockHeader.read(ByteBuffer.wrap(block)).length();
            blocks.store(
                    ByteBuffer.wrap(block, 0, header).slice(),
                    ByteBuffer.wrap(block, header, block.length - header).slice());
            written.add(block);
            sum("blocks").bytes += block.length;
        });
        List<List<Span>> ordered = ordered();
        step("segments (Lucene)", size, warmUp, IndexTables.KEYSPACE, "segments" + suffix, window -> {
            byte[] segment = LuceneSegment.write(ordered.get(window));
            int header = BlockHeader.read(ByteBuffer.wrap(written.get(window))).length();
            segments.store(ByteBuffer.wrap(written.get(window), 0, header).slice(), ByteBuffer.wrap(segment));
            sum("segments (Lucene)").bytes += segment.length + header;
        });
    }

    /** The spans of each window in the order of the rows of its block, which compresses better. */
    private List<List<Span>> ordered() {
        List<List<Span>> ordered = new ArrayList<>();
        for (int window = 0; window < windows.size(); window++) {
            Map<Long, Span> byId = new HashMap<>();
            windows.get(window).forEach(span -> byId.put(span.spanId(), span));
            Block block = Block.open(ByteBuffer.wrap(written.get(window)));
            List<Span> own = new ArrayList<>();
            for (int row = 0; row < block.header().rows(); row++) {
                own.add(byId.get(block.spanId(row)));
            }
            ordered.add(own);
        }
        return ordered;
    }

    private void step(String name, int size, boolean warmUp, String keyspace, String table, Step step)
            throws Exception {
        Sum sum = sum(name);
        System.gc();
        Cpu cpu = Cpu.begin(node);
        for (int window = 0; window < windows.size(); window++) {
            long start = System.nanoTime();
            step.write(window);
            if (!warmUp) {
                sum.millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        double own = cpu.own();
        flush(keyspace, table);
        if (!warmUp) {
            sum.own += own;
            sum.node += cpu.node();
            sum.spans += size;
        } else {
            sum.bytes = 0;
        }
    }

    private void flush(String keyspace, String table) throws Exception {
        if (keyspace.equals(ROWS)) {
            node.flush(keyspace, table);
        } else {
            node.flush(keyspace, IndexTables.header(table), IndexTables.body(table));
        }
    }

    private Sum sum(String name) {
        return sums.computeIfAbsent(name, Sum::new);
    }

    private void print() {
        Report.title(
                "Writing, flush included, without compaction",
                "what",
                "CPU s per million spans: this JVM",
                "Cassandra",
                "a window, ms, p50",
                "p99",
                "bytes a span before Cassandra");
        for (Sum sum : sums.values()) {
            List<Double> millis = new ArrayList<>(sum.millis);
            Collections.sort(millis);
            if (sum.spans > 0) {
                double million = sum.spans / 1e6;
                Report.line(
                        sum.name,
                        sum.own / million,
                        sum.node / million,
                        millis.get(millis.size() / 2),
                        millis.get(millis.size() * 99 / 100),
                        (double) sum.bytes / sum.spans);
            }
        }
    }

    private void compact(int spans) throws Exception {
        Report.title(
                "Compaction of all, once, and sizes after it",
                "table",
                "CPU s per million spans: Cassandra",
                "bytes a span",
                "of it SAI");
        if (withRows) {
            compact(spans, ROWS, "span");
            compact(spans, ROWS, "segment_index");
        }
        for (String name : Arrays.asList("blocks" + suffix, "segments" + suffix)) {
            compact(spans, IndexTables.KEYSPACE, IndexTables.header(name));
            compact(spans, IndexTables.KEYSPACE, IndexTables.body(name));
        }
    }

    private void compact(int spans, String keyspace, String table) throws Exception {
        Cpu cpu = Cpu.begin(node);
        node.compact(keyspace, table);
        double seconds = cpu.node();
        long sai = node.bytes(keyspace, table, true);
        long bytes = node.bytes(keyspace, table, false) + sai;
        Report.line(table, seconds * 1e6 / spans, (double) bytes / spans, (double) sai / spans);
    }
}
