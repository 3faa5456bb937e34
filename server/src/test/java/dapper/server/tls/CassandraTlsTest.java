// SPDX-License-Identifier: Apache-2.0
package dapper.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import dapper.server.storage.CassandraSettings;
import dapper.server.testing.Certificate;
import dapper.storage.StorageUnavailableException;
import dapper.storage.cassandra.CassandraStorage;
import dapper.storage.testing.EmbeddedCassandraExtension;
import dapper.storage.testing.TestNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The real driver and a real node, with TLS in between. */
@Timeout(300)
@ExtendWith(EmbeddedCassandraExtension.class)
class CassandraTlsTest {
    private static final Certificate NODE = Certificate.make("node");
    private static final Certificate OURS = Certificate.make("dapper");

    @TempDir
    Path folder;

    private final TestNode node;

    CassandraTlsTest(TestNode node) {
        this.node = node;
    }

    @Test
    void showsItsCertificateToNodesThatAskForOne() throws Exception {
        try (TlsTunnel tunnel = TlsTunnel.to(node.node().contactPoint(), NODE.serverContext(OURS))
                .askingForCertificates()) {
            Map<String, String> settings = settings(tunnel, NODE);
            settings.put(
                    "dapper.cassandra.tls.certificate",
                    OURS.writeTo(folder.resolve("c")).toString());
            settings.put(
                    "dapper.cassandra.tls.key",
                    OURS.writeKeyTo(folder.resolve("k")).toString());
            try (CassandraStorage storage = open(settings)) {
                assertThat(storage.reader().services().names()).isEmpty();
            }
            assertThat(tunnel.connections()).isPositive();
        }
    }

    @Test
    void refusesANodeOfAnotherAuthority() throws Exception {
        try (TlsTunnel tunnel = TlsTunnel.to(node.node().contactPoint(), NODE.serverContext(null))) {
            assertThatThrownBy(() -> open(settings(tunnel, OURS)).close())
                    .isInstanceOf(StorageUnavailableException.class)
                    .hasMessageStartingWith("Cannot reach Cassandra at localhost:" + tunnel.port() + " (");
        }
    }

    @Test
    void refusesANodeThatIsNamedOnlyByWhatDnsGivesForItsAddress() throws Exception {
        Certificate named = Certificate.make("named", "-ext", "SAN=dns:localhost");
        try (TlsTunnel tunnel = TlsTunnel.to(node.node().contactPoint(), named.serverContext(null))) {
            Map<String, String> settings = settings(tunnel, named);
            open(settings).close();
            settings.put("dapper.cassandra.contact-points", "127.0.0.1:" + tunnel.port());

            assertThatThrownBy(() -> open(settings).close()).isInstanceOf(StorageUnavailableException.class);
        }
    }

    private Map<String, String> settings(TlsTunnel tunnel, Certificate trusted) {
        return new HashMap<>(Map.of(
                "dapper.cassandra.keyspace",
                "over_tls",
                "dapper.cassandra.contact-points",
                "localhost:" + tunnel.port(),
                "dapper.cassandra.tls.enabled",
                "true",
                "dapper.cassandra.tls.ca",
                trusted.writeTo(folder.resolve("ca")).toString()));
    }

    private static CassandraStorage open(Map<String, String> settings) {
        return CassandraStorage.open(CassandraSettings.read(new Settings(settings::get), new WatchedFiles()));
    }
}
