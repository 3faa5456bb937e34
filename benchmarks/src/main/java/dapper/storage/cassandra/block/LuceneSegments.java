// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.github.luben.zstd.Zstd;
import dapper.storage.Attributes;
import dapper.storage.Span;
import dapper.storage.cassandra.block.Field.Intrinsic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.util.BytesRef;

/** The same spans as a Lucene segment a window: terms, points of numbers, doc values of what a result needs. */
final class LuceneSegments {
    static final String KEYS = "keys";
    private static final int CHUNK = 50_000;
    private static final int[] WINDOWS = {2_000, 10_000, 50_000};

    private final ShopSpans source;
    private final int spans;
    private final List<QueryClass> queries;

    LuceneSegments(ShopSpans source, int spans, List<QueryClass> queries) {
        this.source = source;
        this.spans = spans;
        this.queries = queries;
        IndexSearcher.setDefaultQueryCache(null);
    }

    void run() throws IOException {
        List<Span> warmUp = new ShopSpans(78, 5_000).next(CHUNK);
        for (int window : WINDOWS) {
            for (int from = 0; from < CHUNK; from += window) {
                segment(warmUp.subList(from, from + window));
            }
        }
        List<List<Directory>> all = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        long[] nanos = new long[WINDOWS.length];
        for (int done = 0; done < spans; done += CHUNK) {
            List<Span> chunk = source.next(CHUNK);
            for (int i = 0; i < WINDOWS.length; i++) {
                for (int from = 0; from < CHUNK; from += WINDOWS[i]) {
                    List<Document> documents = documents(chunk.subList(from, from + WINDOWS[i]));
                    long start = Cpu.nanos();
                    all.get(i).add(write(documents));
                    nanos[i] += Cpu.nanos() - start;
                }
            }
        }
        Report.title("Lucene, a segment a window", "window", "segments", "B/span", "after zstd", "us/span");
        for (int i = 0; i < WINDOWS.length; i++) {
            size(String.format("%,d", WINDOWS[i]), all.get(i), nanos[i]);
        }
        List<Directory> merged = new ArrayList<>();
        long start = Cpu.nanos();
        for (int from = 0; from < all.get(0).size(); from += CHUNK / WINDOWS[0]) {
            merged.add(merge(all.get(0).subList(from, from + CHUNK / WINDOWS[0])));
        }
        size("2,000 merged to 50,000", merged, Cpu.nanos() - start);
        search("2,000", all.get(0));
        search("50,000", all.get(2));
    }

    private Directory segment(List<Span> window) throws IOException {
        return write(documents(window));
    }

    private static Directory write(List<Document> documents) throws IOException {
        Directory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(
                directory,
                new IndexWriterConfig()
                        .setMergePolicy(NoMergePolicy.INSTANCE)
                        .setMergeScheduler(new SerialMergeScheduler())
                        .setRAMBufferSizeMB(512)
                        .setUseCompoundFile(false))) {
            writer.addDocuments(documents);
        }
        return directory;
    }

    private static Directory merge(List<Directory> parts) throws IOException {
        Directory directory = new ByteBuffersDirectory();
        TieredMergePolicy policy = new TieredMergePolicy();
        policy.setNoCFSRatio(0);
        try (IndexWriter writer = new IndexWriter(
                directory,
                new IndexWriterConfig().setMergePolicy(policy).setMergeScheduler(new SerialMergeScheduler()))) {
            writer.addIndexes(parts.toArray(Directory[]::new));
            writer.forceMerge(1);
        }
        return directory;
    }

    /** In the order of a block's rows, so that a parent is a document number. */
    private static List<Document> documents(List<Span> window) {
        Map<Long, Span> byId = new HashMap<>();
        window.forEach(span -> byId.put(span.spanId(), span));
        Block block = Block.open(ByteBuffer.wrap(new BlockWriter().write(window)));
        List<Document> documents = new ArrayList<>();
        for (int row = 0; row < window.size(); row++) {
            documents.add(document(byId.get(block.spanId(row)), block.parent(row)));
        }
        return documents;
    }

    private static Document document(Span span, int parent) {
        Document document = new Document();
        text(document, Intrinsic.NAME, span.name());
        text(document, Intrinsic.KIND, Integer.toString(span.kind().number()));
        text(document, Intrinsic.STATUS, Integer.toString(span.status().code().number()));
        text(document, Intrinsic.STATUS_MESSAGE, span.status().description());
        text(document, Intrinsic.TRACE_STATE, span.traceState());
        text(document, Intrinsic.SCOPE_NAME, span.scope().name());
        number(document, Intrinsic.START, span.startUnixNanos());
        number(document, Intrinsic.DURATION, span.durationNanos());
        byte[] trace = ByteBuffer.allocate(16)
                .putLong(span.traceId().high())
                .putLong(span.traceId().low())
                .array();
        document.add(new SortedDocValuesField("trace", new BytesRef(trace)));
        document.add(new NumericDocValuesField("span", span.spanId()));
        document.add(new NumericDocValuesField("parent", parent < 0 ? span.parentSpanId() : parent));
        document.add(new NumericDocValuesField("near", parent < 0 ? 0 : 1));
        attributes(document, "s.", span.attributes());
        attributes(document, "r.", span.resource().attributes());
        return document;
    }

    private static void text(Document document, Intrinsic field, String value) {
        document.add(new StringField(LuceneQueries.field(field), value, Store.NO));
    }

    private static void number(Document document, Intrinsic field, long value) {
        document.add(new LongPoint(LuceneQueries.field(field), value));
        document.add(new NumericDocValuesField(LuceneQueries.field(field), value));
    }

    private static void attributes(Document document, String owner, Attributes attributes) {
        attributes.forEach((key, value) -> {
            String field = owner + key;
            document.add(new StringField(KEYS, field, Store.NO));
            if (value instanceof Long number) {
                document.add(new LongPoint(field, number));
            } else if (value instanceof Double number) {
                document.add(new DoublePoint(field, number));
            } else {
                document.add(new StringField(field, value.toString(), Store.NO));
            }
        });
    }

    private void size(String name, List<Directory> segments, long nanos) throws IOException {
        long bytes = 0;
        long compressed = 0;
        for (Directory segment : segments) {
            for (String file : segment.listAll()) {
                try (IndexInput input = segment.openInput(file, IOContext.READONCE)) {
                    byte[] content = new byte[(int) input.length()];
                    input.readBytes(content, 0, content.length);
                    bytes += content.length;
                    compressed += Zstd.compress(content, 3).length;
                }
            }
        }
        Report.line(
                name, segments.size(), (double) bytes / spans, (double) compressed / spans, nanos / 1e3 / spans);
    }

    private void search(String name, List<Directory> segments) throws IOException {
        List<DirectoryReader> open = new ArrayList<>();
        for (Directory segment : segments) {
            open.add(DirectoryReader.open(segment));
        }
        Report.title(
                "Lucene searches, segments of " + name + ", one thread",
                "query", "spans found", "cold, ms", "warm, ms", "million rows/s");
        for (QueryClass query : queries) {
            Searching.Result cold = Searching.median(() -> run(segments.size(), i -> open(segments.get(i)), true, query));
            Searching.Result warm = Searching.median(() -> run(open.size(), open::get, false, query));
            Report.line(query.name(), cold.matches(), cold.millis(), warm.millis(), spans / warm.millis() / 1e3);
        }
    }

    private interface Readers {
        DirectoryReader get(int index);
    }

    private static DirectoryReader open(Directory segment) {
        try {
            return DirectoryReader.open(segment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Searching.Result run(int segments, Readers readers, boolean close, QueryClass query) {
        long start = Cpu.nanos();
        long matches = 0;
        Query wanted = LuceneQueries.of(query.predicate());
        try {
            for (int i = segments - 1; i >= 0; i--) {
                DirectoryReader reader = readers.get(i);
                BitSet rows = rows(reader, wanted);
                if (query.parent() != null && !rows.isEmpty()) {
                    rows = children(reader, rows(reader, LuceneQueries.of(query.parent())), rows);
                }
                matches += rows.cardinality();
                if (close) {
                    reader.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Searching.Result(matches, 0, 0, (Cpu.nanos() - start) / 1e6);
    }

    private static BitSet rows(DirectoryReader reader, Query query) throws IOException {
        BitSet rows = new BitSet(reader.maxDoc());
        new IndexSearcher(reader).search(query, new SimpleCollector() {
            private int base;

            @Override
            protected void doSetNextReader(LeafReaderContext context) {
                base = context.docBase;
            }

            @Override
            public void collect(int document) {
                rows.set(base + document);
            }

            @Override
            public ScoreMode scoreMode() {
                return ScoreMode.COMPLETE_NO_SCORES;
            }
        });
        return rows;
    }

    private static BitSet children(DirectoryReader reader, BitSet parents, BitSet candidates) throws IOException {
        BitSet children = new BitSet(reader.maxDoc());
        NumericDocValues parent = reader.leaves().get(0).reader().getNumericDocValues("parent");
        NumericDocValues near = reader.leaves().get(0).reader().getNumericDocValues("near");
        for (int row = candidates.nextSetBit(0); row >= 0; row = candidates.nextSetBit(row + 1)) {
            if (near.advanceExact(row) && near.longValue() == 1 && parent.advanceExact(row)) {
                children.set(row, parents.get((int) parent.longValue()));
            }
        }
        return children;
    }
}
