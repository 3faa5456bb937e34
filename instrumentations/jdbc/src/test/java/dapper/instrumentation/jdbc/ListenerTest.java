// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dapper.bootstrap.call.CallListening;
import dapper.javaagent.testing.AgentExtension;
import dapper.javaagent.testing.Traces;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pool's statement calls the driver's: that is one call. */
@ExtendWith(AgentExtension.class)
class ListenerTest {
    private static final List<String> EXPECTED =
            List.of("DATABASE null", "DATABASE 22012/22012", "DATABASE null", "DATABASE null");

    @Test
    void theListenerSeesEachCallOnceSampledOrNot() throws Exception {
        List<String> ended = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:mem:listener");
            AgentExtension.sampling(false);
            pool.getConnection().close();
            CallListening.listen((endedCall, nanos, status, error) -> {
                ended.add(endedCall.kind() + " " + error);
                names.add(endedCall.operation() + " in " + endedCall.target());
            });
            try (Connection connection = pool.getConnection()) {
                executeAll(connection);
                assertThat(ended).isEqualTo(EXPECTED);
                ended.clear();
                Traces.inUnsampledTrace(() -> executeAll(connection));
                assertThat(ended).isEqualTo(EXPECTED);
                ended.clear();
                AgentExtension.sampling(true);
                executeAll(connection);
                assertThat(ended).isEqualTo(EXPECTED);
            } finally {
                CallListening.listen(null);
            }
        }
        List<String> ofSpans = AgentExtension.spans().take(EXPECTED.size()).stream()
                .map(span -> span.name() + " in " + span.attributes().get("db.system.name") + " "
                        + span.attributes().get("db.namespace") + " null:0")
                .toList();
        assertThat(ofSpans).hasSameSizeAs(EXPECTED);
        assertThat(names.subList(0, 4)).isEqualTo(ofSpans);
        assertThat(names.subList(4, 8)).isEqualTo(ofSpans);
        assertThat(names.subList(8, 12)).isEqualTo(ofSpans);
    }

    private static void executeAll(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT CAST(? AS INT)")) {
            statement.execute("SELECT 1");
            try {
                statement.execute("SELECT 1 / 0");
            } catch (SQLException expected) {
                assertThat(expected.getErrorCode()).isEqualTo(22012);
            }
            prepared.setInt(1, 1);
            prepared.executeQuery().close();
            statement.addBatch("SET @a = 1");
            statement.executeBatch();
        }
    }
}
