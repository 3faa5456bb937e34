// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import dapper.storage.cassandra.session.CassandraConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the keyspace to the version this code needs.
 *
 * <p>Version n is the resource {@code schema/n.cql}: statements that may be run twice, applied in order on top of
 * version n - 1. A keyspace of a newer Dapper is left alone. Several processes may do this at the same time: one
 * migrates, the others wait.
 */
public final class Schema {
    static final int VERSION = 12;

    private static final Logger LOGGER = LoggerFactory.getLogger(Schema.class);

    private final CqlSession session;
    private final String keyspace;
    private final String datacenter;
    private final int replicationFactor;
    private final Lifetimes lifetimes;

    public Schema(CqlSession session, CassandraConfig config) {
        this.session = session;
        this.keyspace = config.keyspace();
        this.datacenter = config.localDatacenter();
        this.replicationFactor = config.replicationFactor();
        this.lifetimes = new Lifetimes(new Retention(config.retention()), config.callRetention());
    }

    public void prepare() {
        // The driver would read the whole schema again after each statement, and wait a second each time.
        session.setSchemaMetadataEnabled(false);
        try {
            makeKeyspace();
            if (refuseNewer() < VERSION) {
                try (SchemaLock lock = SchemaLock.acquire(session, keyspace)) {
                    migrate(lock);
                }
            }
            applyRetention();
        } finally {
            session.setSchemaMetadataEnabled(null);
        }
    }

    private void makeKeyspace() {
        session.execute("CREATE KEYSPACE IF NOT EXISTS " + keyspace
                + " WITH replication = {'class': 'NetworkTopologyStrategy', '" + datacenter + "': " + replicationFactor
                + "}");
        session.execute("CREATE TABLE IF NOT EXISTS " + keyspace
                + ".schema_version (part tinyint, version int, applied timestamp, PRIMARY KEY (part, version))");
        session.execute(
                "CREATE TABLE IF NOT EXISTS " + keyspace + ".schema_lock (part tinyint PRIMARY KEY, holder uuid)");
    }

    private int refuseNewer() {
        int found = version();
        if (found > VERSION) {
            throw new IllegalStateException("Keyspace " + keyspace + " has schema version " + found
                    + ", this Dapper knows versions up to " + VERSION
                    + ". Run the newer Dapper, or choose another keyspace with dapper.cassandra.keyspace.");
        }
        return found;
    }

    /** Returns 0 if nothing has been applied yet. */
    private int version() {
        Row row = session.execute("SELECT max(version) AS version FROM " + keyspace + ".schema_version WHERE part = 0")
                .one();
        return row == null || row.isNull("version") ? 0 : row.getInt("version");
    }

    private void migrate(SchemaLock lock) {
        for (int version = version() + 1; version <= VERSION; version++) {
            LOGGER.info("Bringing keyspace {} to schema version {}", keyspace, version);
            for (String statement : statements(version)) {
                lock.renew();
                session.execute(statement);
            }
            session.execute("INSERT INTO " + keyspace + ".schema_version (part, version, applied) VALUES (0, " + version
                    + ", toTimestamp(now()))");
        }
    }

    /** The statements of a version, ready to run; public to tests, which build old versions by hand. */
    List<String> statements(int version) {
        String text = resource(version + ".cql")
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"))
                .replace("${keyspace}", keyspace);
        return Arrays.stream(lifetimes.fill(text).split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** A changed setting takes effect on an existing keyspace; rows keep the lifetime they were written with. */
    private void applyRetention() {
        List<Row> tables = session.execute(
                        "SELECT table_name, default_time_to_live FROM system_schema.tables WHERE keyspace_name = ?",
                        keyspace)
                .all();
        for (Row table : tables) {
            String name = Objects.requireNonNull(table.getString(0));
            int wanted = lifetimes.ttlSeconds(name);
            if (!name.startsWith("schema_") && table.getInt(1) != wanted) {
                String compaction = lifetimes.compaction(name);
                session.execute("ALTER TABLE " + keyspace + "." + name + " WITH default_time_to_live = " + wanted
                        + (compaction.isEmpty() ? "" : " AND compaction = " + compaction));
            }
        }
    }

    /**
     * Returns whether the span table of schemas 1 and 2 may hold spans; it is empty once the last of them has expired.
     */
    public static boolean mayHaveOlderSpans(CqlSession session, String keyspace) {
        try {
            return session.execute("SELECT trace_id FROM " + keyspace + ".trace LIMIT 1")
                            .one()
                    != null;
        } catch (DriverException e) {
            // For instance, there are too many expired rows for Cassandra to read past.
            LOGGER.debug("Cannot see whether there are spans of an older version, so they are asked for", e);
            return true;
        }
    }

    private static String resource(String name) {
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
