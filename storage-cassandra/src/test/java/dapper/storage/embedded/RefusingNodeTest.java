// SPDX-License-Identifier: Apache-2.0
package dapper.storage.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import dapper.storage.Span;
import dapper.storage.SpansRefusedException;
import dapper.storage.StorageUnavailableException;
import dapper.storage.TraceId;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.cassandra.session.CassandraConfig;
import dapper.storage.testing.TestNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node of an operator: with authentication, and with a guardrail for its disk, which counts as full from the first
 * byte on. Both apply to all users but superusers, so the test lifts the guardrail by making its user one.
 */
@Tag("once")
@Timeout(300)
class RefusingNodeTest {
    private static final String GUARDED = """

            authenticator: PasswordAuthenticator
            authorizer: CassandraAuthorizer
            roles_validity: 0ms
            permissions_validity: 0ms
            credentials_validity: 0ms
            data_disk_usage_max_disk_size: 1MiB
            data_disk_usage_percentage_fail_threshold: 1
            """;

    @TempDir
    private Path folder;

    @Test
    void refusalsAreNamedAndLoseNoSpan() throws Exception {
        EmbeddedCassandraConfig config = config();
        NodeDirectory directory = new NodeDirectory(config.data());
        int port = config.port();
        directory.prepare(port, config.storagePort());
        Files.writeString(directory.configuration(), GUARDED, StandardOpenOption.APPEND);
        NodeProcess node = NodeProcess.start(config, directory);
        try {
            assertThat(node.started().get(120, SECONDS)).isEqualTo("ready");
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (CqlSession admin = admin(address)) {
                // The user that creates the tables may write to them.
                storage(address, "cassandra", "cassandra").close();
                assertThatThrownBy(() -> storage(address, "cassandra", "wrong"))
                        .isInstanceOf(StorageUnavailableException.class)
                        .hasMessage("Cassandra at localhost:" + port + " refused the user \"cassandra\"."
                                + " Set dapper.cassandra.username and dapper.cassandra.password.");
                assertThatThrownBy(() -> storage(address, "", ""))
                        .isInstanceOf(StorageUnavailableException.class)
                        .hasMessage("Cassandra at localhost:" + port + " requires a user."
                                + " Set dapper.cassandra.username and dapper.cassandra.password.");
                admin.execute("CREATE ROLE dapper WITH PASSWORD = 'secret' AND LOGIN = true AND SUPERUSER = true");
                try (CassandraStorage storage = storage(address, "dapper", "secret")) {
                    write(storage, 1);

                    admin.execute("ALTER ROLE dapper WITH SUPERUSER = false");
                    assertThat(refusal(storage, 2))
                            .startsWith("Cassandra refuses writes: User dapper has no MODIFY permission on <table"
                                    + " dapper.")
                            .endsWith("; grant MODIFY on the keyspace to the user of dapper.cassandra.username");

                    admin.execute("GRANT ALL ON KEYSPACE dapper TO dapper");
                    assertThat(refusalByTheDisk(storage))
                            .isEqualTo("Cassandra refuses writes: Guardrail replica_disk_usage violated: Write request"
                                    + " failed because disk usage exceeds failure threshold; free some space on the"
                                    + " disks of its nodes, or add nodes");

                    admin.execute("ALTER ROLE dapper WITH SUPERUSER = true");
                    write(storage, 2);
                    assertThat(storage.reader().trace(new TraceId(1, 1))).isPresent();
                    assertThat(storage.reader().trace(new TraceId(1, 2))).isPresent();
                }
            }
        } finally {
            node.stop(Duration.ofMinutes(1));
        }
    }

    /** The node makes its first role some time after it has started. */
    private static CqlSession admin(InetSocketAddress address) {
        while (true) {
            try {
                return CqlSession.builder()
                        .addContactPoint(address)
                        .withLocalDatacenter("datacenter1")
                        .withAuthCredentials("cassandra", "cassandra")
                        .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofMinutes(1))
                                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofMinutes(1))
                                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofMinutes(1))
                                .build())
                        .build();
            } catch (AllNodesFailedException e) {
                assertThat(e.getAllErrors().values())
                        .allSatisfy(errors -> assertThat(errors).hasOnlyElementsOfType(AuthenticationException.class));
            }
        }
    }

    private static CassandraStorage storage(InetSocketAddress address, String user, String password) {
        return CassandraStorage.open(
                CassandraConfig.builder().user(user, password).build().at(address, "datacenter1"));
    }

    /** Sets what the guardrails and the first role wait for. */
    private EmbeddedCassandraConfig config() {
        return TestNode.config(
                folder.resolve("data"),
                Path.of(System.getProperty("java.home")),
                List.of("-Dcassandra.superuser_setup_delay_ms=0", "-Dcassandra.disk_usage.monitor_interval_ms=100"));
    }

    /** The node notices its full disk some time after it has started. */
    private static String refusalByTheDisk(CassandraStorage storage) throws Exception {
        while (true) {
            try {
                write(storage, 2);
            } catch (ExecutionException e) {
                return refusal(storage, 2);
            }
        }
    }

    /** Returns the message of a failure after which the sender sends again. */
    private static String refusal(CassandraStorage storage, long id) {
        Throwable failure = catchThrowable(() -> write(storage, id)).getCause();
        assertThat(failure)
                .isInstanceOf(StorageUnavailableException.class)
                .isNotInstanceOf(SpansRefusedException.class);
        return String.valueOf(failure.getMessage());
    }

    private static void write(CassandraStorage storage, long id) throws Exception {
        Span span = EmbeddedCassandraTest.span(id);
        storage.writer()
                .write(span.traceId(), List.of(span))
                .toCompletableFuture()
                .get(60, SECONDS);
    }
}
