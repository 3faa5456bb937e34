// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExclusionsConfigTest {
    private final CapturedLog log = new CapturedLog();
    private final Properties properties = new Properties();

    @AfterEach
    void restore() {
        log.close();
    }

    private ExclusionsConfig read() {
        return AgentConfig.read(new ConfigSource(AgentArguments.parse(null), properties, Map.of()))
                .exclusions();
    }

    @Test
    void nothingIsExcludedByDefault() {
        assertThat(read().isEmpty()).isTrue();
    }

    @Test
    void readsNamesAndBeginningsOfNames() {
        properties.setProperty("otel.javaagent.exclude-classes", "com.shop.Cart, com.shop.stock.*,");
        properties.setProperty("otel.javaagent.exclude-class-loaders", "com.shop.PluginLoader");

        assertThat(read().classes()).containsExactly("com.shop.Cart", "com.shop.stock.*");
        assertThat(read().classLoaders()).containsExactly("com.shop.PluginLoader");
        assertThat(read())
                .hasToString("the classes com.shop.Cart, com.shop.stock.*, nor into classes of the class loaders"
                        + " com.shop.PluginLoader");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aMistakeIsLoggedAndTheOtherEntriesCount() {
        properties.setProperty("otel.javaagent.exclude-classes", "com.*.Cart,com.shop.Order,*");

        assertThat(read().classes()).containsExactly("com.shop.Order");
        assertThat(log.lines())
                .containsExactly(
                        "[dapper] WARN otel.javaagent.exclude-classes: 'com.*.Cart' is ignored, expected the"
                                + " name of a class such as com.shop.Cart, or the beginning of names such as com.shop.*",
                        "[dapper] WARN otel.javaagent.exclude-classes: '*' is ignored, expected the name of a"
                                + " class such as com.shop.Cart, or the beginning of names such as com.shop.*");
    }
}
