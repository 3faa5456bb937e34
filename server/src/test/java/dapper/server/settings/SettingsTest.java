// SPDX-License-Identifier: Apache-2.0
package dapper.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Setting PORT = new Setting("dapper.x.port", "4317", "TCP port of x");
    private static final Setting WAIT = new Setting("dapper.x.wait", "14d", "how long");

    @Test
    void usesTheDefaultWhenNothingOrNothingVisibleIsGiven() {
        assertThat(new Settings(key -> null).port(PORT)).isEqualTo(4317);
        assertThat(new Settings(key -> " ").port(PORT)).isEqualTo(4317);
    }

    @Test
    void namesTheEnvironmentVariable() {
        assertThat(PORT.environmentVariable()).isEqualTo("DAPPER_X_PORT");
    }

    @Test
    void readsDurationsWithUnits() {
        assertThat(given("14d")).isEqualTo(Duration.ofDays(14));
        assertThat(given("250ms")).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void readsLists() {
        Settings settings = new Settings(Map.of("k", " a, b ,,c ")::get);
        assertThat(settings.list(new Setting("k", "", "names"))).isEqualTo(List.of("a", "b", "c"));
    }

    @Test
    void saysWhatIsWrongAndWhatWouldBeRight() {
        assertThatThrownBy(() -> new Settings(key -> "70000").port(PORT))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("dapper.x.port must be a whole number from 0 to 65535, not \"70000\" (TCP port of x)");
        assertThatThrownBy(() -> given("2 weeks"))
                .hasMessage(
                        "dapper.x.wait must be a duration such as 500ms, 30s, 5m, 12h or 14d, not \"2 weeks\" (how long)");
    }

    private static Duration given(String text) {
        return new Settings(key -> text).duration(WAIT);
    }
}
