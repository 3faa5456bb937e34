// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.github.luben.zstd.Zstd;
import dapper.storage.Span;
import dapper.storage.cassandra.codec.ContentHash;
import dapper.storage.cassandra.codec.EncodedSpan;
import dapper.storage.cassandra.codec.Origin;
import dapper.storage.cassandra.codec.Segment;
import dapper.storage.cassandra.codec.Segments;
import dapper.storage.cassandra.codec.SpanCodec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jpountz.lz4.LZ4Factory;

/**
 * Measures index blocks: bytes and CPU a span by window, by column, by compression; merging; searches; memory. Beside it
 * today's rows and a Lucene segment a window, with the same spans.
 *
 * <pre>
 * ./mvnw -q package -pl benchmarks -am -DskipTests
 * java -Xmx5g -XX:+UseSerialGC -cp 'benchmarks/target/classes:benchmarks/target/lib/*' \
 *     dapper.storage.cassandra.block.IndexBlocks 1000000 5000
 * </pre>
 *
 * <p>Arguments: number of spans, spans a second. CPU is that of the measuring thread; "whole JVM" has the collector of
 * garbage and the compiler in it.
 */
final class IndexBlocks {
    private static final int CHUNK = 50_000;
    private static final int[] WINDOWS = {500, 2_000, 10_000, 50_000};
    private static final int SEED = 1;

    private final int spans;
    private final int rate;
    private final BlockWriter writer = new BlockWriter();
    private final List<Layout> layouts = new ArrayList<>();
    private List<QueryClass> queries = List.of();

    private IndexBlocks(int spans, int rate) {
        this.spans = spans;
        this.rate = rate;
    }

    public static void main(String[] arguments) throws Exception {
        IndexBlocks program = new IndexBlocks(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        program.windows();
        program.merges();
        program.columns();
        program.searches();
        program.memory();
        program.compression();
        program.collectors();
        program.today();
        new LuceneSegments(new ShopSpans(SEED, program.rate), program.spans, program.queries).run();
    }

    private void windows() {
        warmUp();
        for (int window : WINDOWS) {
            layouts.add(new Layout(String.format("%,d", window)));
        }
        ShopSpans source = new ShopSpans(SEED, rate);
        for (int done = 0; done < spans; done += CHUNK) {
            List<Span> chunk = source.next(CHUNK);
            if (done == 0) {
                queries = QueryClass.all(chunk);
            }
            for (int i = 0; i < WINDOWS.length; i++) {
                for (int from = 0; from < CHUNK; from += WINDOWS[i]) {
                    layouts.get(i).write(writer, chunk.subList(from, from + WINDOWS[i]));
                }
            }
        }
        Report.title(
                "Windows of " + spans + " spans, " + rate + " a second, one collector",
                "window", "blocks", "B/span", "of it header", "KB a block", "us/span", "whole JVM", "longest, ms", "parents elsewhere, %",
                "spans a trace and block");
        layouts.forEach(layout -> System.out.println(layout.summary()));
    }

    private void warmUp() {
        List<Span> other = new ShopSpans(77, rate).next(CHUNK);
        for (int i = 0; i < 4; i++) {
            for (int window : WINDOWS) {
                Layout layout = new Layout("");
                for (int from = 0; from < CHUNK; from += window) {
                    layout.write(writer, other.subList(from, from + window));
                }
                layout.merged(writer, "", CHUNK / window);
            }
        }
    }

    private void merges() {
        Report.title(
                "Merged", "blocks", "blocks", "B/span", "of it header", "KB a block", "us/span", "whole JVM", "longest, ms",
                "parents elsewhere, %", "spans a trace and block");
        merge(layouts.get(0), "500 to 10,000", 20);
        merge(layouts.get(0), "500 to 50,000", 100);
        Layout fifty = merge(layouts.get(1), "2,000 to 50,000", 25);
        layouts.add(fifty);
        merge(layouts.get(2), "10,000 to 50,000", 5);
        layouts.add(merge(fifty, "50,000 to 250,000", 5));
        layouts.add(merge(fifty, "50,000 to 1,000,000", 20));
    }

    private Layout merge(Layout from, String name, int count) {
        Layout merged = from.merged(writer, name, count);
        System.out.println(merged.summary());
        return merged;
    }

    private void columns() {
        for (int i : new int[] {1, 4}) {
            Layout layout = layouts.get(i);
            Report.title(
                    "Columns, " + layout.name() + ", bytes a span",
                    "column", "values", "after zstd", "codes", "after zstd");
            layout.columns().entrySet().stream()
                    .sorted((a, b) -> Long.compare(stored(b), stored(a)))
                    .forEach(column -> {
                        long[] sums = column.getValue();
                        double all = layout.spans();
                        Report.line(column.getKey(), sums[0] / all, sums[1] / all, sums[2] / all, sums[3] / all);
                    });
        }
    }

    private static long stored(Map.Entry<String, long[]> column) {
        return column.getValue()[1] + column.getValue()[3];
    }

    private void compression() {
        List<Span> some = new ShopSpans(SEED, rate).next(2 * CHUNK);
        Report.title("Compression and order of rows, 100,000 spans", "window", "kind", "B/span", "us/span");
        for (int window : new int[] {2_000, 50_000}) {
            for (boolean byShape : new boolean[] {false, true}) {
                for (int level : new int[] {1, 3, 9}) {
                    Layout layout = new Layout("");
                    long start = Cpu.nanos();
                    for (int from = 0; from < some.size(); from += window) {
                        layout.write(new BlockWriter(level, byShape), some.subList(from, from + window));
                    }
                    long nanos = Cpu.nanos() - start;
                    long bytes = layout.blocks().stream().mapToLong(block -> block.length).sum();
                    Report.line(
                            window,
                            "zstd " + level + (byShape ? ", by origin and name" : ", by trace"),
                            (double) bytes / some.size(),
                            nanos / 1e3 / some.size());
                }
            }
            lz4(some, window);
        }
    }

    /** Headers are not compressed, so they are in the sum as they are. */
    private void lz4(List<Span> some, int window) {
        long bytes = 0;
        long raw = 0;
        for (int from = 0; from < some.size(); from += window) {
            byte[] block = writer.write(some.subList(from, from + window));
            bytes += Block.open(ByteBuffer.wrap(block)).header().length();
            raw += Block.open(ByteBuffer.wrap(block)).header().length();
            for (byte[] chunk : Block.open(ByteBuffer.wrap(block)).rawChunks()) {
                bytes += Math.min(chunk.length, LZ4Factory.fastestInstance().fastCompressor().compress(chunk).length);
                raw += chunk.length;
            }
        }
        Report.line(window, "lz4, by trace", (double) bytes / some.size(), "");
        Report.line(window, "none, by trace", (double) raw / some.size(), "");
    }

    private void collectors() {
        Report.title(
                "One of several collectors, each with an equal share of the processes, 200,000 spans of it",
                "collectors", "window", "blocks", "B/span", "of it header", "KB a block", "us/span", "whole JVM", "longest, ms",
                "parents elsewhere, %", "spans a trace and block");
        for (int collectors : new int[] {1, 3, 10}) {
            for (int window : new int[] {2_000, 50_000}) {
                ShopSpans source = new ShopSpans(SEED, rate);
                Layout layout = new Layout(collectors + " | " + window);
                List<Span> own = new ArrayList<>();
                while (layout.spans() < 200_000) {
                    Span span = source.next();
                    // One pod of each service is next to another one of the next service: mixed as clusters are.
                    if (source.lastProcess() * 7 % 24 % collectors == 0) {
                        own.add(span);
                    }
                    if (own.size() == window) {
                        layout.write(writer, own);
                        own.clear();
                    }
                }
                System.out.println(layout.summary());
            }
        }
    }

    private void searches() {
        for (Layout layout : layouts) {
            List<BlockHeader> headers = layout.blocks().stream()
                    .map(block -> BlockHeader.read(ByteBuffer.wrap(block)))
                    .toList();
            List<Block> open = layout.open();
            Report.title(
                    "Searches, blocks of " + layout.name() + ", all " + layout.spans() + " spans, one thread",
                    "query", "spans found", "undecided", "blocks skipped, %", "cold, ms", "million rows/s", "warm, ms",
                    "million rows/s");
            for (QueryClass query : queries) {
                Searching.Result cold = Searching.cold(headers, layout.blocks(), query);
                Searching.Result warm = Searching.warm(headers, open, query);
                Report.line(
                        query.name(),
                        cold.matches(),
                        cold.undecided(),
                        100.0 * cold.skipped() / headers.size(),
                        cold.millis(),
                        layout.spans() / cold.millis() / 1e3,
                        warm.millis(),
                        layout.spans() / warm.millis() / 1e3);
            }
        }
    }

    private void memory() {
        Report.title("Decoded columns in the heap", "blocks", "after the searches, B/span", "all columns, B/span", "counted");
        for (Layout layout : layouts) {
            System.gc();
            List<Block> blocks = layout.open();
            long headers = used();
            queries.forEach(query -> blocks.forEach(block -> {
                block.rows(query.predicate());
                block.parents();
            }));
            double searched = (double) decoded(blocks) / layout.spans();
            writer.merge(List.of());
            blocks.forEach(block -> {
                block.header().contents().columns().forEach(column -> {
                    block.dictionary(column);
                    block.codes(column);
                });
                block.traceId(0);
                block.spanId(0);
                block.start(0);
                block.duration(0);
            });
            double all = (double) decoded(blocks) / layout.spans();
            System.gc();
            Report.line(layout.name(), searched, all, (double) (used() - headers) / layout.spans());
        }
    }

    private static long decoded(List<Block> blocks) {
        return blocks.stream().mapToLong(Block::decodedBytes).sum();
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void today() {
        ShopSpans source = new ShopSpans(SEED, rate);
        long rows = 0;
        long rowBytes = 0;
        long terms = 0;
        long nanos = 0;
        long cells = 0;
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        long compressed = 0;
        int count = 200_000;
        List<Span> write = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            Span span = source.next();
            if (!write.isEmpty() && (i == count || !write.get(0).traceId().equals(span.traceId()))) {
                List<EncodedSpan> encoded = new ArrayList<>();
                for (Span one : write) {
                    ContentHash hash = ContentHash.of(Origin.encode(one.resource()));
                    encoded.add(new EncodedSpan(one, hash, SpanCodec.encode(one, hash, hash)));
                    cells += encoded.get(encoded.size() - 1).size();
                    together.writeBytes(encoded.get(encoded.size() - 1).cell().array());
                }
                long start = Cpu.nanos();
                List<Segment> segments = Segments.of(encoded);
                nanos += Cpu.nanos() - start;
                for (Segment segment : segments) {
                    rows++;
                    rowBytes += 16 + 8 + 8 + 8 + 8 + segment.outline().remaining();
                    for (String term : segment.terms()) {
                        terms++;
                        rowBytes += term.getBytes(StandardCharsets.UTF_8).length;
                    }
                }
                write.clear();
            }
            if (together.size() >= 64 << 10) {
                compressed += Zstd.compress(together.toByteArray(), 3).length;
                together.reset();
            }
            write.add(span);
        }
        Report.title("Today's rows, 200,000 spans, a write for each trace of a message", "what", "a span");
        Report.line("rows of segment_index", (double) rows / count);
        Report.line("terms", (double) terms / count);
        Report.line("bytes of these rows, without Cassandra's own and without the SAI index", (double) rowBytes / count);
        Report.line("us to make the rows, in the collector", nanos / 1e3 / count);
        Report.line("bytes of the cells of the table span", (double) cells / count);
        Report.line("the same, zstd of 64 KB", (double) compressed / count);
    }
}
