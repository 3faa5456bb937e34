// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.benchmarks.SpanArrivals;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.predicate.Field;
import dapper.storage.predicate.Predicate;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Measures the share of a search that grows with retention: stores copies of the headers of {@link MergeChoice}, each in an
 * earlier bucket of ten minutes, then reads and evaluates the headers of growing ranges.
 *
 * <p>Arguments: the folder, copies.
 */
final class RetentionChoice {
    private static final long BUCKET = 600_000_000_000L;
    private static final int RUNS = 10;

    private RetentionChoice() {}

    public static void main(String[] arguments) throws Exception {
        int copies = Integer.parseInt(arguments[1]);
        try (MeasuredNode node = MeasuredNode.start(Path.of(arguments[0]));
                CqlSession session = Connection.open(node.config("dapper"))) {
            IndexTables merged = new IndexTables(session, "blocks1");
            List<ByteBuffer> headers = merged.headers(SpanArrivals.EPOCH, SpanArrivals.EPOCH + BUCKET);
            IndexTables many = new IndexTables(session, "retention");
            for (int copy = 0; copy < copies; copy++) {
                for (ByteBuffer header : headers) {
                    long lastStart = BlockHeader.read(header).greatestStart() - copy * BUCKET;
                    many.storeHeader(header.duplicate(), lastStart);
                }
            }
            node.flush(IndexTables.KEYSPACE, IndexTables.header("retention"));
            Report.title(
                    "Headers of a range that exclude every match",
                    "headers",
                    "million spans",
                    "cold, ms, p50",
                    "warm, ms, p50",
                    "CPU ms, cold: searcher",
                    "Cassandra");
            Predicate absent = Predicate.equal(Field.span("nobody.has.this"), "x");
            for (int range = copies / 16; range <= copies; range *= 2) {
                measure(node, many, range, absent);
            }
        }
    }

    private static void measure(MeasuredNode node, IndexTables tables, int buckets, Predicate predicate) {
        long from = SpanArrivals.EPOCH - buckets * BUCKET;
        double[] cold = new double[RUNS];
        double[] warm = new double[RUNS];
        long rows = 0;
        int headers = 0;
        double own = 0;
        double ofNode = 0;
        for (int run = -3; run < RUNS; run++) {
            tables.forget();
            Cpu cpu = Cpu.begin(node);
            double coldMillis = list(tables, from, predicate);
            if (run >= 0) {
                own += cpu.own();
                ofNode += cpu.node();
                cold[run] = coldMillis;
                warm[run] = list(tables, from, predicate);
            }
        }
        for (IndexTables.Stored stored : tables.list(from, SpanArrivals.EPOCH + BUCKET)) {
            rows += stored.header().rows();
            headers++;
        }
        Arrays.sort(cold);
        Arrays.sort(warm);
        Report.line(headers, rows / 1e6, cold[RUNS / 2], warm[RUNS / 2], 1e3 * own / RUNS, 1e3 * ofNode / RUNS);
    }

    private static double list(IndexTables tables, long from, Predicate predicate) {
        long start = System.nanoTime();
        long matches = tables.list(from, SpanArrivals.EPOCH + BUCKET).stream()
                .filter(stored -> stored.header().mayMatch(predicate))
                .count();
        if (matches != 0) {
            throw new IllegalStateException(matches + " headers admit a match");
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
