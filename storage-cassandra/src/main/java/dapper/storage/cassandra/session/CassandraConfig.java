// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.session;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The Cassandra cluster and our use of it.
 *
 * @param contactPoints at least one node of the cluster; the driver finds the others
 * @param localDatacenter the data centre whose nodes answer us
 * @param keyspace created if absent
 * @param replicationFactor copies of each row; takes effect only when the keyspace is created
 * @param username empty for a cluster without authentication
 * @param password never printed
 * @param tls for connections to the nodes; null for plain ones
 * @param verifyHostname whether a node's certificate must name the node's address
 * @param retention how long a span is kept after it was written
 * @param callRetention how long counted calls are kept
 * @param requestTimeout time after which a request counts as failed
 * @param maxInFlight writes under way at the same time; more wait
 * @param maxInFlightBytes bytes of encoded spans under way at the same time; more wait
 * @param writeDelay how long spans may wait for others of their traces while many arrive; 0 for no wait
 * @param searchTimeout time after which a search returns what it has found
 * @param searchRows index entries that a search takes before it returns what it has found, see {@link
 *     dapper.storage.SearchPage}
 */
public record CassandraConfig(
        List<InetSocketAddress> contactPoints,
        String localDatacenter,
        String keyspace,
        int replicationFactor,
        String username,
        String password,
        @Nullable SSLContext tls,
        boolean verifyHostname,
        Duration retention,
        CallRetention callRetention,
        Duration requestTimeout,
        int maxInFlight,
        long maxInFlightBytes,
        Duration writeDelay,
        Duration searchTimeout,
        int searchRows) {

    /** Spans being written take the same again for their index block, and again in the driver's buffers. */
    private static final int HEAP_SHARE = 16;

    public CassandraConfig {
        contactPoints = List.copyOf(contactPoints);
    }

    /** Returns a builder with the defaults: one node on this machine. */
    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        return builder()
                .contactPoints(contactPoints)
                .localDatacenter(localDatacenter)
                .keyspace(keyspace)
                .replicationFactor(replicationFactor)
                .user(username, password)
                .tls(tls, verifyHostname)
                .retention(retention)
                .callRetention(callRetention)
                .requestTimeout(requestTimeout)
                .maxInFlight(maxInFlight, maxInFlightBytes)
                .writeDelay(writeDelay)
                .searchLimits(searchTimeout, searchRows);
    }

    /** Returns the same for another node: the embedded one, whose port may be known only after it has started. */
    public CassandraConfig at(InetSocketAddress contactPoint, String datacenter) {
        return toBuilder()
                .contactPoints(List.of(contactPoint))
                .localDatacenter(datacenter)
                .build();
    }

    String contactPointsText() {
        return String.join(
                ", ",
                contactPoints.stream()
                        .map(point -> point.getHostString() + ":" + point.getPort())
                        .toList());
    }

    /** Everything but the password. */
    @Override
    public String toString() {
        return "Cassandra at " + contactPointsText() + (tls == null ? "" : " over TLS") + ", data centre "
                + localDatacenter + ", keyspace " + keyspace + ", replication factor " + replicationFactor
                + (username.isEmpty() ? "" : ", user " + username)
                + ", retention " + retention;
    }

    /** Collects the values of a config. */
    public static final class Builder {
        // Resolved when connecting, so that an unknown name is reported there.
        private List<InetSocketAddress> contactPoints = List.of(InetSocketAddress.createUnresolved("127.0.0.1", 9042));
        private String localDatacenter = "datacenter1";
        private String keyspace = "dapper";
        private int replicationFactor = 1;
        private String username = "";
        private String password = "";
        private @Nullable SSLContext tls;
        private boolean verifyHostname = true;
        private Duration retention = Duration.ofDays(14);
        private CallRetention callRetention = CallRetention.DEFAULT;
        private Duration requestTimeout = Duration.ofSeconds(10);
        private int maxInFlight = 128;
        private long maxInFlightBytes = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        private Duration writeDelay = Duration.ofMillis(250);
        private Duration searchTimeout = Duration.ofSeconds(15);
        private int searchRows = 1_000_000;

        private Builder() {}

        public Builder contactPoints(List<InetSocketAddress> value) {
            contactPoints = value;
            return this;
        }

        public Builder localDatacenter(String value) {
            localDatacenter = value;
            return this;
        }

        public Builder keyspace(String value) {
            keyspace = value;
            return this;
        }

        public Builder replicationFactor(int value) {
            replicationFactor = value;
            return this;
        }

        public Builder user(String name, String secret) {
            username = name;
            password = secret;
            return this;
        }

        public Builder tls(@Nullable SSLContext context, boolean verifiesHostname) {
            tls = context;
            verifyHostname = verifiesHostname;
            return this;
        }

        public Builder retention(Duration value) {
            retention = value;
            return this;
        }

        public Builder callRetention(CallRetention value) {
            callRetention = value;
            return this;
        }

        public Builder requestTimeout(Duration value) {
            requestTimeout = value;
            return this;
        }

        public Builder maxInFlight(int writes, long bytes) {
            maxInFlight = writes;
            maxInFlightBytes = bytes;
            return this;
        }

        public Builder writeDelay(Duration value) {
            writeDelay = value;
            return this;
        }

        public Builder searchLimits(Duration timeout, int rows) {
            searchTimeout = timeout;
            searchRows = rows;
            return this;
        }

        public CassandraConfig build() {
            return new CassandraConfig(
                    contactPoints,
                    localDatacenter,
                    keyspace,
                    replicationFactor,
                    username,
                    password,
                    tls,
                    verifyHostname,
                    retention,
                    callRetention,
                    requestTimeout,
                    maxInFlight,
                    maxInFlightBytes,
                    writeDelay,
                    searchTimeout,
                    searchRows);
        }
    }
}
