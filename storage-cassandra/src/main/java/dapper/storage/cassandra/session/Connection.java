// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.Version;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import dapper.storage.StorageUnavailableException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Opens the driver's session, or fails with one sentence that explains why it cannot. */
public final class Connection {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int CONCURRENT_REQUESTS = 4096;

    private Connection() {}

    public static CqlSession open(CassandraConfig config) {
        CqlSession session = connect(config);
        try {
            requireDatacenter(session, config);
            requireVersion(session);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static CqlSession connect(CassandraConfig config) {
        try {
            CqlSessionBuilder builder = CqlSession.builder()
                    .withConfigLoader(driverConfig(config))
                    .withLocalDatacenter(config.localDatacenter());
            config.contactPoints().forEach(point -> builder.addContactPoint(resolve(point)));
            if (!config.username().isEmpty()) {
                builder.withAuthCredentials(config.username(), config.password());
            }
            if (config.tls() != null) {
                // Without the name that DNS gives for an address: whoever answers that could name any host.
                builder.withSslEngineFactory(
                        new ProgrammaticSslEngineFactory(config.tls(), null, config.verifyHostname(), false));
            }
            return builder.build();
        } catch (DriverException e) {
            if (Failures.isRefusedUser(e)) {
                throw refused(config, e);
            }
            throw new StorageUnavailableException(
                    "Cannot reach Cassandra at " + config.contactPointsText() + " (" + Failures.describe(e)
                            + "). Start it, or set dapper.cassandra.contact-points to where it runs.",
                    e);
        }
    }

    private static StorageUnavailableException refused(CassandraConfig config, DriverException e) {
        return new StorageUnavailableException(
                "Cassandra at " + config.contactPointsText()
                        + (config.username().isEmpty()
                                ? " requires a user"
                                : " refused the user \"" + config.username() + "\"")
                        + ". Set dapper.cassandra.username and dapper.cassandra.password.",
                e);
    }

    private static DriverConfigLoader driverConfig(CassandraConfig config) {
        return DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.SESSION_NAME, "dapper")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, config.requestTimeout())
                // Writes reach a majority, so the loss of one node of three loses no data.
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, CONNECT_TIMEOUT)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, CONNECT_TIMEOUT)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, CONNECT_TIMEOUT)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, CONNECT_TIMEOUT)
                .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, CONCURRENT_REQUESTS)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(500))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(10))
                .withBoolean(DefaultDriverOption.NETTY_DAEMON, true)
                // Closing waits for requests under way, not for two seconds of quiet.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
    }

    private static InetSocketAddress resolve(InetSocketAddress point) {
        InetSocketAddress resolved =
                point.isUnresolved() ? new InetSocketAddress(point.getHostString(), point.getPort()) : point;
        if (resolved.isUnresolved()) {
            throw new StorageUnavailableException("Cannot find the host \"" + point.getHostString()
                    + "\" of Cassandra. Correct dapper.cassandra.contact-points.");
        }
        return resolved;
    }

    private static void requireDatacenter(CqlSession session, CassandraConfig config) {
        TreeSet<String> found = session.getMetadata().getNodes().values().stream()
                .map(Node::getDatacenter)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!found.contains(config.localDatacenter())) {
            throw new StorageUnavailableException("Cassandra at " + config.contactPointsText()
                    + " has no data centre \"" + config.localDatacenter() + "\"; it has " + found
                    + ". Set dapper.cassandra.local-datacenter to one of them.");
        }
    }

    private static void requireVersion(CqlSession session) {
        for (Node node : session.getMetadata().getNodes().values()) {
            Version version = node.getCassandraVersion();
            if (version != null && version.getMajor() < 5) {
                throw new IllegalStateException("Cassandra at " + node.getEndPoint() + " has version " + version
                        + "; Dapper needs 5.0 or newer for its search index.");
            }
        }
    }
}
