// SPDX-License-Identifier: Apache-2.0
package dapper.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Setting;
import dapper.server.settings.Settings;
import dapper.server.settings.WatchedFiles;
import dapper.storage.cassandra.session.CassandraConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CassandraSettingsTest {
    @Test
    void hasDefaults() {
        CassandraConfig config = from(Map.of());

        assertThat(config.contactPoints()).containsExactly(InetSocketAddress.createUnresolved("127.0.0.1", 9042));
        assertThat(config.localDatacenter()).isEqualTo("datacenter1");
        assertThat(config.keyspace()).isEqualTo("dapper");
        assertThat(config.replicationFactor()).isEqualTo(1);
        assertThat(config.username()).isEmpty();
        assertThat(config.password()).isEmpty();
        assertThat(config.retention()).isEqualTo(Duration.ofDays(14));
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.maxInFlight()).isEqualTo(128);
        assertThat(config.maxInFlightBytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 16);
        assertThat(config.writeDelay()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.searchTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.searchRows()).isEqualTo(1_000_000);
    }

    @Test
    void readsSeveralContactPoints() {
        assertThat(from(Map.of("dapper.cassandra.contact-points", "a:1, [::1]:9042,c.example:65535"))
                        .contactPoints())
                .containsExactly(
                        InetSocketAddress.createUnresolved("a", 1),
                        InetSocketAddress.createUnresolved("::1", 9042),
                        InetSocketAddress.createUnresolved("c.example", 65535));
    }

    @Test
    void neverPrintsThePassword() {
        CassandraConfig config =
                from(Map.of("dapper.cassandra.username", "ann", "dapper.cassandra.password", "hunter2"));

        assertThat(config.password()).isEqualTo("hunter2");
        assertThat(config.toString()).contains("ann").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "contact-points, localhost",
        "contact-points, localhost:0",
        "contact-points, localhost:99999",
        "keyspace, Dapper",
        "keyspace, a-b",
        "replication-factor, 0",
        "retention, 59m",
        "retention, 3651d",
        "retention, forever",
        "max-in-flight, 0",
        "write-delay, 1001ms",
        "search-rows, 10",
    })
    void refusesWhatItCannotUse(String key, String value) {
        assertThatThrownBy(() -> from(Map.of("dapper.cassandra." + key, value)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("dapper.cassandra." + key)
                .hasMessageContaining("\"" + value + "\"");
    }

    @Test
    void listsEverySettingOnce() {
        assertThat(CassandraSettings.SETTINGS)
                .extracting(Setting::key)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith("dapper.cassandra."));
    }

    private static CassandraConfig from(Map<String, String> given) {
        return CassandraSettings.read(new Settings(given::get), new WatchedFiles());
    }
}
