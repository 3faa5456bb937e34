// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.block;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Immutable parts of an index in Cassandra: a header in one table, the body in pieces in another. Safe for many threads.
 */
final class IndexTables {
    static final String KEYSPACE = "candidates";
    /** Larger ones would make a search read more than it needs, smaller ones more rows. */
    static final int PIECE = 64 << 10;

    private static final long BUCKET = 600_000_000_000L;

    /** @param bytes of the body */
    record Stored(UUID id, long lastStart, BlockHeader header, int bytes) {}

    private final Map<UUID, Stored> known = new ConcurrentHashMap<>();
    private final CqlSession session;
    private final PreparedStatement insertHeader;
    private final PreparedStatement insertPiece;
    private final PreparedStatement selectIds;
    private final PreparedStatement selectHeader;
    private final PreparedStatement selectPieces;
    private final PreparedStatement deleteHeader;
    private final PreparedStatement deletePieces;

    IndexTables(CqlSession session, String name) {
        this.session = session;
        session.execute("CREATE KEYSPACE IF NOT EXISTS " + KEYSPACE
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        String headers = KEYSPACE + "." + header(name);
        String pieces = KEYSPACE + "." + body(name);
        session.execute("CREATE TABLE IF NOT EXISTS " + headers + " (bucket int, last_start bigint, block timeuuid,"
                + " bytes int, header blob, PRIMARY KEY (bucket, last_start, block))"
                + " WITH CLUSTERING ORDER BY (last_start DESC, block ASC) AND gc_grace_seconds = 0"
                + " AND default_time_to_live = 1209600");
        session.execute("CREATE TABLE IF NOT EXISTS " + pieces + " (block timeuuid, piece int, bytes blob,"
                + " PRIMARY KEY (block, piece)) WITH compression = {'enabled': false} AND gc_grace_seconds = 0"
                + " AND default_time_to_live = 1209600");
        insertHeader = session.prepare(
                "INSERT INTO " + headers + " (bucket, last_start, block, bytes, header) VALUES (?, ?, ?, ?, ?)");
        insertPiece = session.prepare("INSERT INTO " + pieces + " (block, piece, bytes) VALUES (?, ?, ?)");
        selectIds = session.prepare("SELECT last_start, block FROM " + headers + " WHERE bucket = ?");
        selectHeader = session.prepare("SELECT last_start, block, bytes, header FROM " + headers + " WHERE bucket = ?");
        selectPieces =
                session.prepare("SELECT bytes FROM " + pieces + " WHERE block = ? AND piece >= ? AND piece <= ?");
        deleteHeader = session.prepare("DELETE FROM " + headers + " WHERE bucket = ? AND last_start = ? AND block = ?");
        deletePieces = session.prepare("DELETE FROM " + pieces + " WHERE block = ?");
    }

    static String header(String name) {
        return name + "_header";
    }

    static String body(String name) {
        return name + "_body";
    }

    private static int bucket(long nanos) {
        return (int) (nanos / BUCKET);
    }

    /** Returns when all is durable. The header comes last: a search never finds a part that is not whole. */
    void store(ByteBuffer header, ByteBuffer body) {
        UUID id = Uuids.timeBased();
        List<CompletionStage<AsyncResultSet>> pieces = new ArrayList<>();
        for (int from = 0, piece = 0; from < body.remaining(); from += PIECE, piece++) {
            ByteBuffer own = body.slice(body.position() + from, Math.min(PIECE, body.remaining() - from));
            pieces.add(session.executeAsync(insertPiece.bind(id, piece, own)));
        }
        pieces.forEach(piece -> piece.toCompletableFuture().join());
        long lastStart = BlockHeader.read(header).greatestStart();
        session.execute(insertHeader.bind(bucket(lastStart), lastStart, id, body.remaining(), header));
    }

    /** Returns the parts with spans of a range, newest first. */
    List<Stored> list(long from, long to) {
        List<Stored> stored = new ArrayList<>();
        for (int bucket = bucket(to); bucket >= bucket(from); bucket--) {
            boolean allKnown = !known.isEmpty();
            for (Row row : session.execute(selectIds.bind(bucket))) {
                allKnown &= known.containsKey(row.getUuid(1));
            }
            for (Row row : session.execute((allKnown ? selectIds : selectHeader).bind(bucket))) {
                Stored part = known.computeIfAbsent(
                        Objects.requireNonNull(row.getUuid(1)),
                        id -> new Stored(
                                id,
                                row.getLong(0),
                                BlockHeader.read(Objects.requireNonNull(row.getByteBuffer(3))),
                                row.getInt(2)));
                if (part.lastStart() >= from && part.header().leastStart() < to) {
                    stored.add(part);
                }
            }
        }
        return stored;
    }

    /** Returns consecutive pieces as one buffer; the last one may be the last of the body. */
    ByteBuffer pieces(UUID id, int first, int last) {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (Row row : session.execute(selectPieces.bind(id, first, last))) {
            pieces.add(Objects.requireNonNull(row.getByteBuffer(0)));
        }
        if (pieces.size() == 1) {
            return pieces.get(0).slice();
        }
        ByteBuffer all = ByteBuffer.allocate(
                pieces.stream().mapToInt(ByteBuffer::remaining).sum());
        pieces.forEach(all::put);
        return all.flip();
    }

    ByteBuffer body(Stored part) {
        return pieces(part.id(), 0, part.bytes() / PIECE);
    }

    /** Lets the next list read all headers. */
    void forget() {
        known.clear();
    }

    /** Stores a header whose body nobody reads. */
    void storeHeader(ByteBuffer header, long lastStart) {
        session.execute(insertHeader.bind(bucket(lastStart), lastStart, Uuids.timeBased(), 0, header));
    }

    /** Returns the bytes of the headers of a range. */
    List<ByteBuffer> headers(long from, long to) {
        List<ByteBuffer> headers = new ArrayList<>();
        for (int bucket = bucket(to); bucket >= bucket(from); bucket--) {
            for (Row row : session.execute(selectHeader.bind(bucket))) {
                headers.add(Objects.requireNonNull(row.getByteBuffer(3)));
            }
        }
        return headers;
    }

    void delete(Stored part) {
        session.execute(deleteHeader.bind(bucket(part.lastStart()), part.lastStart(), part.id()));
        session.execute(deletePieces.bind(part.id()));
        known.remove(part.id());
    }
}
