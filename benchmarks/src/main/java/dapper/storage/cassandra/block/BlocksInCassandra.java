// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import dapper.storage.Span;
import dapper.storage.embedded.EmbeddedCassandra;
import dapper.storage.embedded.EmbeddedCassandraConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Measures what Cassandra needs for index blocks: CPU of the node to write them, time to read them.
 *
 * <pre>
 * java -Xmx3g -cp 'benchmarks/target/classes:benchmarks/target/lib/*' \
 *     dapper.storage.cassandra.block.BlocksInCassandra /tmp/new-folder 1000000
 * </pre>
 *
 * <p>Arguments: a new folder for the data, number of spans.
 */
final class BlocksInCassandra {
    private static final int RATE = 5_000;
    /** Larger blobs would need larger buffers in Cassandra, smaller ones more rows. */
    private static final int PIECE = 256 << 10;

    private final EmbeddedCassandra node;
    private final CqlSession session;
    private final PreparedStatement insertHeader;
    private final PreparedStatement insertPiece;
    private final PreparedStatement selectPieces;

    private BlocksInCassandra(EmbeddedCassandra node, CqlSession session) {
        this.node = node;
        this.session = session;
        session.execute("CREATE KEYSPACE blocks WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        session.execute("CREATE TABLE blocks.index_block (bucket int, shard smallint, last_start bigint, block timeuuid,"
                + " first_start bigint, header blob, PRIMARY KEY ((bucket, shard), last_start, block))"
                + " WITH CLUSTERING ORDER BY (last_start DESC, block ASC) AND compression = {'enabled': false}"
                + " AND default_time_to_live = 604800");
        session.execute("CREATE TABLE blocks.index_chunk (block timeuuid, piece int, bytes blob,"
                + " PRIMARY KEY (block, piece)) WITH compression = {'enabled': false}"
                + " AND default_time_to_live = 604800");
        insertHeader = session.prepare("INSERT INTO blocks.index_block (bucket, shard, last_start, block, first_start,"
                + " header) VALUES (?, ?, ?, ?, ?, ?)");
        insertPiece = session.prepare("INSERT INTO blocks.index_chunk (block, piece, bytes) VALUES (?, ?, ?)");
        selectPieces = session.prepare("SELECT bytes FROM blocks.index_chunk WHERE block = ?");
    }

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        int spans = Integer.parseInt(arguments[1]);
        EmbeddedCassandraConfig config = new EmbeddedCassandraConfig(
                Path.of("storage-cassandra/node/target/cassandra").toAbsolutePath(),
                data,
                0,
                0,
                1024,
                Path.of(System.getProperty("java.home")));
        try (EmbeddedCassandra node = EmbeddedCassandra.start(config, System.out::println);
                CqlSession session = CqlSession.builder()
                        .addContactPoint(node.contactPoint())
                        .withLocalDatacenter(node.localDatacenter())
                        .build()) {
            BlocksInCassandra program = new BlocksInCassandra(node, session);
            program.idle();
            Report.title(
                    "Blocks written to Cassandra, a window after the other", "window", "mutations a million spans",
                    "MB a million spans", "CPU of the node, s a million spans");
            List<UUID> small = new ArrayList<>();
            for (int window : new int[] {2_000, 500, 10_000}) {
                List<UUID> ids = program.write(blocks(spans, window), spans, window);
                small = window == 2_000 ? ids : small;
            }
            List<UUID> large = program.write(blocks(spans, 50_000), spans, 50_000);
            Report.title("Blocks read from Cassandra, by one client", "blocks", "p50, ms", "p99, ms", "MB/s");
            program.read("2,000", small);
            program.read("50,000", large);
        }
    }

    private static List<byte[]> blocks(int spans, int window) {
        ShopSpans source = new ShopSpans(1, RATE);
        List<byte[]> blocks = new ArrayList<>();
        for (int done = 0; done < spans; done += window) {
            List<Span> own = source.next(window);
            blocks.add(new BlockWriter().write(own));
        }
        return blocks;
    }

    private void idle() throws Exception {
        Thread.sleep(10_000);
        double before = cpuSeconds();
        Thread.sleep(10_000);
        System.out.printf("an idle node needs %.3f CPU seconds a second%n", (cpuSeconds() - before) / 10);
    }

    private List<UUID> write(List<byte[]> blocks, int spans, int window) throws Exception {
        double before = cpuSeconds();
        long start = System.nanoTime();
        List<UUID> ids = new ArrayList<>();
        long bytes = 0;
        int mutations = 0;
        for (byte[] block : blocks) {
            bytes += block.length;
            UUID id = Uuids.timeBased();
            ids.add(id);
            BlockHeader header = BlockHeader.read(ByteBuffer.wrap(block));
            List<CompletionStage<AsyncResultSet>> pieces = new ArrayList<>();
            for (int from = header.length(), piece = 0; from < block.length; from += PIECE, piece++) {
                ByteBuffer own = ByteBuffer.wrap(block, from, Math.min(PIECE, block.length - from)).slice();
                pieces.add(session.executeAsync(insertPiece.bind(id, piece, own)));
            }
            for (CompletionStage<AsyncResultSet> piece : pieces) {
                piece.toCompletableFuture().join();
            }
            // The header comes last: a search never finds a block that is not whole.
            session.execute(insertHeader.bind(
                    (int) (header.leastStart() / 3_600_000_000_000L),
                    (short) 0,
                    header.greatestStart(),
                    id,
                    header.leastStart(),
                    ByteBuffer.wrap(block, 0, header.length()).slice()));
            mutations += pieces.size() + 1;
        }
        // Flushes and compactions that the writes caused.
        Thread.sleep(3_000);
        double seconds = (System.nanoTime() - start) / 1e9;
        Report.line(
                window,
                mutations * 1e6 / spans,
                bytes / 1e6 * 1e6 / spans,
                String.format("%.2f in %.1f s", (cpuSeconds() - before) * 1e6 / spans, seconds));
        return ids;
    }

    private void read(String name, List<UUID> ids) {
        List<UUID> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, new Random(1));
        long bytes = 0;
        for (int run = 0; run < 2; run++) {
            bytes = 0;
            long[] nanos = new long[shuffled.size()];
            long all = System.nanoTime();
            for (int i = 0; i < nanos.length; i++) {
                long start = System.nanoTime();
                for (Row row : session.execute(selectPieces.bind(shuffled.get(i)))) {
                    ByteBuffer piece = row.getByteBuffer(0);
                    bytes += piece == null ? 0 : piece.remaining();
                }
                nanos[i] = System.nanoTime() - start;
            }
            double seconds = (System.nanoTime() - all) / 1e9;
            Arrays.sort(nanos);
            if (run == 1) {
                Report.line(name, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6, bytes / 1e6 / seconds);
            }
        }
    }

    /** User and system time, in ticks of 10 ms. */
    private double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(node.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }
}
