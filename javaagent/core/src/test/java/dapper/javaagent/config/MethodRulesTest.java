// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.config;

import static org.assertj.core.api.Assertions.assertThat;

import dapper.javaagent.api.MethodRule;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodRulesTest {
    private static final String INCLUDE = "otel.instrumentation.methods.include";

    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void restore() {
        log.close();
    }

    private static AgentConfig config(String property, String value) {
        Properties properties = new Properties();
        properties.setProperty(property, value);
        return AgentConfig.read(new ConfigSource(AgentArguments.parse(null), properties, Map.of()));
    }

    private static List<MethodRule> included(String value) {
        return config(INCLUDE, value).methods().included();
    }

    @Test
    void readsClassesAndTheirMethods() {
        List<MethodRule> rules =
                included(" com.shop.Cart[add, remove] ; ;com.shop.Order$Line[ * ];com.shop.stock.*[get];");

        assertThat(rules).hasSize(3);
        assertThat(rules.get(0).typeName()).isEqualTo("com.shop.Cart");
        assertThat(rules.get(0).methods()).containsExactly("add", "remove");
        assertThat(rules.get(0).matchesType("com.shop.Carts")).isFalse();
        assertThat(rules.get(1).matchesMethod("anything")).isTrue();
        assertThat(rules.get(1).matchesType("com.shop.Order$Line")).isTrue();
        assertThat(rules.get(2).matchesType("com.shop.stock.shelf.Shelf")).isTrue();
        assertThat(rules.get(2).matchesType("com.shop.stocks.Shelf")).isFalse();
        assertThat(rules.get(2).matchesMethod("put")).isFalse();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void readsExcludedMethods() {
        AgentConfig config = config(
                "otel.instrumentation.opentelemetry-instrumentation-annotations.exclude-methods", "com.shop.Cart[add]");

        assertThat(config.methods().excludes("com.shop.Cart", "add")).isTrue();
        assertThat(config.methods().excludes("com.shop.Cart", "remove")).isFalse();
        assertThat(config.methods().excludes("com.shop.Order", "add")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.shop.Cart|[ and names of methods at character 22",
                "com.shop.Cart[]|the name of a method, or * at character 23",
                "com.shop.Cart[add|, or ] at character 26",
                "com.shop.Cart[add,]|the name of a method, or * at character 27",
                "com.shop.Cart[add*]|, or ] at character 26",
                "com.shop.Cart[*|] after * at character 24",
                "com.shop.[add]|the name of a class, or * at character 18",
                "com.*.Cart[add]|[ and names of methods at character 14",
                "*[*]|the name of a class at character 9",
                "com.shop.Cart[add] b.C[d]|; or the end at character 28",
                "java.util.ArrayList[add]|a class that is not the JDK's at character 9",
            })
    void aMistakeIsLoggedWithItsPositionAndTheOtherRulesCount(String wrong, String expected) {
        assertThat(included("a.B[c]; " + wrong + ";d.E[f]"))
                .extracting(MethodRule::typeName)
                .containsExactly("a.B", "d.E");
        assertThat(log.lines())
                .containsExactly("[dapper] WARN " + INCLUDE + ": '" + wrong + "' is ignored, expected " + expected
                        + ", such as com.shop.Cart[add,remove] or com.shop.*[*]");
    }
}
