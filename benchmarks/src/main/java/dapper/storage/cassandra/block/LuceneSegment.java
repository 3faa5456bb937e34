// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.github.luben.zstd.Zstd;
import dapper.storage.Attributes;
import dapper.storage.Span;
import dapper.storage.predicate.Field.Intrinsic;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.util.BytesRef;

/**
 * The spans of a window as a Lucene segment: terms, points of numbers, doc values of what a result needs. As bytes: its
 * files one after the other, each compressed with zstd.
 */
final class LuceneSegment {
    static final String KEYS = "keys";
    static final String TRACE = "trace";
    static final String SPAN = "span";
    static final String PARENT = "parent";

    private LuceneSegment() {}

    static byte[] write(Collection<Span> window) {
        try (Directory directory = new ByteBuffersDirectory()) {
            IndexWriterConfig config = new IndexWriterConfig()
                    .setMergePolicy(NoMergePolicy.INSTANCE)
                    .setMergeScheduler(new SerialMergeScheduler())
                    .setRAMBufferSizeMB(512)
                    .setUseCompoundFile(false);
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                writer.addDocuments((Iterable<Document>)
                        () -> window.stream().map(LuceneSegment::document).iterator());
            }
            return bytes(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] merge(List<ByteBuffer> segments) {
        try (Directory directory = new ByteBuffersDirectory()) {
            TieredMergePolicy policy = new TieredMergePolicy();
            policy.setNoCFSRatio(0);
            IndexWriterConfig config =
                    new IndexWriterConfig().setMergePolicy(policy).setMergeScheduler(new SerialMergeScheduler());
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                writer.addIndexes(segments.stream().map(LuceneSegment::open).toArray(Directory[]::new));
                writer.forceMerge(1);
            }
            return bytes(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Directory open(ByteBuffer bytes) {
        Directory directory = new ByteBuffersDirectory();
        try {
            while (bytes.hasRemaining()) {
                byte[] name = new byte[bytes.get()];
                bytes.get(name);
                byte[] content = new byte[bytes.getInt()];
                byte[] stored = new byte[bytes.getInt()];
                bytes.get(stored);
                Zstd.decompress(content, stored);
                try (IndexOutput file =
                        directory.createOutput(new String(name, StandardCharsets.UTF_8), IOContext.DEFAULT)) {
                    file.writeBytes(content, content.length);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory;
    }

    private static byte[] bytes(Directory directory) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(all);
        for (String file : directory.listAll()) {
            try (IndexInput input = directory.openInput(file, IOContext.READONCE)) {
                byte[] content = new byte[(int) input.length()];
                input.readBytes(content, 0, content.length);
                byte[] stored = Zstd.compress(content, BlockWriter.DEFAULT_LEVEL);
                byte[] name = file.getBytes(StandardCharsets.UTF_8);
                data.writeByte(name.length);
                data.write(name);
                data.writeInt(content.length);
                data.writeInt(stored.length);
                data.write(stored);
            }
        }
        return all.toByteArray();
    }

    private static Document document(Span span) {
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
        document.add(new SortedDocValuesField(TRACE, new BytesRef(trace)));
        document.add(new NumericDocValuesField(SPAN, span.spanId()));
        document.add(new NumericDocValuesField(PARENT, span.parentSpanId()));
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
}
