// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import dapper.storage.TraceId;
import dapper.storage.predicate.Field.Intrinsic;
import dapper.storage.predicate.Predicate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/** A Lucene segment in Cassandra, behind the header of a block with the same spans. Reads the whole segment. */
final class LucenePart implements IndexPart {
    static {
        IndexSearcher.setDefaultQueryCache(null);
    }

    private final IndexTables tables;
    private final IndexTables.Stored stored;
    private @Nullable DirectoryReader reader;
    private int @Nullable [] parents;
    private long bytes;

    LucenePart(IndexTables tables, IndexTables.Stored stored) {
        this.tables = tables;
        this.stored = stored;
    }

    @Override
    public long lastStart() {
        return stored.lastStart();
    }

    @Override
    public boolean propose(QueryClass query, Proposals proposals) {
        if (!stored.header().mayMatch(query.inRange())) {
            return false;
        }
        try {
            DirectoryReader open = reader();
            BitSet rows = rows(open, LuceneQueries.of(query.inRange()));
            Predicate above = query.above();
            if (above != null && !rows.isEmpty()) {
                rows = BlockPart.below(
                        new Structure(parents(open)), rows(open, LuceneQueries.of(above)), rows, query.anyDepth());
            }
            if (!rows.isEmpty()) {
                propose(open.leaves().get(0).reader(), rows, proposals);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    private static void propose(LeafReader reader, BitSet rows, Proposals proposals) throws IOException {
        SortedDocValues traces = reader.getSortedDocValues(LuceneSegment.TRACE);
        NumericDocValues starts = reader.getNumericDocValues(LuceneQueries.field(Intrinsic.START));
        Map<Integer, Long> newest = new HashMap<>();
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            traces.advanceExact(row);
            starts.advanceExact(row);
            newest.merge(traces.ordValue(), starts.longValue(), Long::max);
        }
        for (Map.Entry<Integer, Long> trace : newest.entrySet()) {
            ByteBuffer id = ByteBuffer.wrap(
                    traces.lookupOrd(trace.getKey()).bytes, traces.lookupOrd(trace.getKey()).offset, 16);
            proposals.add(new TraceId(id.getLong(), id.getLong()), trace.getValue());
        }
    }

    private synchronized DirectoryReader reader() throws IOException {
        DirectoryReader open = reader;
        if (open == null) {
            Directory directory = LuceneSegment.open(tables.body(stored));
            for (String file : directory.listAll()) {
                bytes += directory.fileLength(file);
            }
            open = DirectoryReader.open(directory);
            reader = open;
        }
        return open;
    }

    private synchronized int[] parents(DirectoryReader open) throws IOException {
        int[] known = parents;
        if (known == null) {
            known = parents(open.leaves().get(0).reader());
            parents = known;
        }
        return known;
    }

    /** In the form of {@link Parents}. */
    private static int[] parents(LeafReader reader) throws IOException {
        int size = reader.maxDoc();
        NumericDocValues spans = reader.getNumericDocValues(LuceneSegment.SPAN);
        Map<Long, Integer> rows = new HashMap<>();
        for (int row = 0; row < size; row++) {
            spans.advanceExact(row);
            rows.put(spans.longValue(), row);
        }
        NumericDocValues parents = reader.getNumericDocValues(LuceneSegment.PARENT);
        int[] parentRows = new int[size];
        Arrays.fill(parentRows, RowOrder.NO_PARENT);
        for (int row = 0; row < size; row++) {
            if (parents.advanceExact(row) && parents.longValue() != 0) {
                parentRows[row] = rows.getOrDefault(parents.longValue(), RowOrder.FAR_PARENT);
            }
        }
        return parentRows;
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

    @Override
    public synchronized long memory() {
        return bytes + (parents == null ? 0 : 4L * parents.length);
    }
}
