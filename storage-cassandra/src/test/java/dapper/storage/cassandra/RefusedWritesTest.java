// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.cassandra.session.Connection;
import dapper.storage.testing.EmbeddedCassandraExtension;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that is connected and cannot write, as with a full disk on another machine. */
@Tag("once")
@Timeout(300)
@ExtendWith(EmbeddedCassandraExtension.class)
class RefusedWritesTest {
    private final CassandraConfig config;
    private final CassandraStorage storage;

    RefusedWritesTest(CassandraConfig config, CassandraStorage storage) {
        this.config = config;
        this.storage = storage;
    }

    @Test
    void areNamedAndPassWithoutARestart() throws Exception {
        try (CqlSession session = Connection.open(config)) {
            write(1);
            replicate(session, 3);

            assertThatThrownBy(() -> write(2))
                    .hasCauseInstanceOf(StorageUnavailableException.class)
                    .hasMessageContaining("Cassandra refuses writes: Not enough replicas available for query at"
                            + " consistency LOCAL_QUORUM (2 required but only 1 alive); the logs of its nodes name the"
                            + " cause, such as a full disk");

            replicate(session, 1);
            write(3);
            assertThat(storage.reader().trace(new TraceId(19, 1))).isPresent();
            assertThat(storage.reader().trace(new TraceId(19, 3))).isPresent();
        }
    }

    private void replicate(CqlSession session, int copies) {
        session.execute("ALTER KEYSPACE " + config.keyspace()
                + " WITH replication = {'class': 'NetworkTopologyStrategy', '" + config.localDatacenter() + "': "
                + copies + "}");
    }

    private void write(int id) throws Exception {
        TraceId traceId = new TraceId(19, id);
        storage.writer()
                .write(traceId, List.of(Spans.of(traceId, id).build()))
                .toCompletableFuture()
                .get(60, SECONDS);
    }
}
