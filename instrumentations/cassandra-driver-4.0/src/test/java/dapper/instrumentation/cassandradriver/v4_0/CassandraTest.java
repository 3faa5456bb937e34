// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.cassandradriver.v4_0;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Traces;
import dapper.storage.testing.EmbeddedCassandraExtension;
import dapper.storage.testing.TestNode;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session with the embedded node, whose keyspace {@code library} has the table {@code book} with five rows. */
@ExtendWith({AgentExtension.class, EmbeddedCassandraExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CassandraTest {
    static final int ROWS = 5;

    private final InetSocketAddress address;

    CqlSession session;

    CassandraTest(TestNode node) {
        address = node.node().contactPoint();
        session = open(null);
    }

    final CqlSession open(String keyspace) {
        return CqlSession.builder()
                .addContactPoint(address)
                .withLocalDatacenter("datacenter1")
                .withKeyspace(keyspace)
                .build();
    }

    @BeforeAll
    void createTable() throws Exception {
        Traces.inUnsampledTrace(() -> {
            session.execute("CREATE KEYSPACE IF NOT EXISTS library"
                    + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE IF NOT EXISTS library.book (shelf int, id int, title text,"
                    + " PRIMARY KEY (shelf, id))");
            session.close();
            session = open("library");
        });
    }

    @BeforeEach
    void fillTable() throws Exception {
        Traces.inUnsampledTrace(() -> {
            session.execute("TRUNCATE book");
            for (int id = 1; id <= ROWS; id++) {
                session.execute("INSERT INTO book (shelf, id, title) VALUES (1, " + id + ", 'Dune')");
            }
        });
    }

    @AfterAll
    void closeSession() {
        session.close();
    }

    /** The attributes of every answered execution that leaves the settings to the driver, and these. */
    final Map<String, Object> attributes(Object... more) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("db.system.name", "cassandra");
        attributes.put("db.namespace", "library");
        attributes.put("server.address", address.getHostString());
        attributes.put("server.port", address.getPort());
        attributes.put("cassandra.consistency.level", "local_one");
        attributes.put("cassandra.page.size", 5000);
        attributes.put("cassandra.query.idempotent", false);
        attributes.put("cassandra.speculative_execution.count", 0);
        attributes.put("cassandra.coordinator.dc", "datacenter1");
        attributes.put("cassandra.coordinator.id", (Predicate<Object>) CassandraTest::isUuid);
        for (int i = 0; i < more.length; i += 2) {
            attributes.put((String) more[i], more[i + 1]);
        }
        return attributes;
    }

    private static boolean isUuid(Object value) {
        String text = (String) value;
        return UUID.fromString(text).toString().equals(text);
    }
}
