// SPDX-License-Identifier: Apache-2.0
package dapper.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dapper.server.settings.InvalidSettingException;
import dapper.server.settings.Settings;
import dapper.storage.embedded.EmbeddedCassandraConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedCassandraSettingsTest {
    @Test
    void hasNoOptionsForJavaByDefault() {
        assertThat(from(Map.of()).jvmOptions()).isEmpty();
    }

    @Test
    void readsOptionsForJava() {
        assertThat(from(Map.of("dapper.cassandra.jvm-options", " -XX:+UseZGC  -Da=b "))
                        .jvmOptions())
                .containsExactly("-XX:+UseZGC", "-Da=b");
    }

    @Test
    void refusesWhatJavaWouldTakeForAClass() {
        assertThatThrownBy(() -> from(Map.of("dapper.cassandra.jvm-options", "-Da=b c")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("dapper.cassandra.jvm-options must list options for Java separated by spaces, each with a"
                        + " hyphen in front; it has 'c'.");
    }

    private static EmbeddedCassandraConfig from(Map<String, String> settings) {
        return EmbeddedCassandraSettings.read(new Settings(settings::get));
    }
}
