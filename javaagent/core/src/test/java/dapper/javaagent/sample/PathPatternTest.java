// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
    @ParameterizedTest
    @CsvSource({
        "/health, /health",
        "/, /",
        "/cart/*, /cart/7",
        "/cart/*, /cart/",
        "/cart/*/items, /cart/7/items",
        "/*a/*b, /xaya/xbyb",
        "/internal/**, /internal/a/b",
        "/internal/**, /internal/",
        "/**/*.css, /a/b/c.css",
        "/**/x/*z, /x/y/x/yz",
        "**, /anything/at/all",
        "*/health, /health",
        "/**, /",
    })
    void matches(String pattern, String path) {
        assertThat(new PathPattern(pattern).matches(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/health, /healthz",
        "/health, /health/",
        "/health, /heal",
        "/health, ''",
        "/cart/*, /cart/7/items",
        "/cart/*, /cart",
        "/cart/*/items, /cart/7/8/items",
        "/*a/*b, /xax/xb",
        "/internal/**, /internal",
        "/**/*.css, /a/b.css/c",
        "/**/x/*z, /x/y/z",
    })
    void doesNotMatch(String pattern, String path) {
        assertThat(new PathPattern(pattern).matches(path)).isFalse();
    }

    @Test
    void isNotSlowedDownByAHostilePath() {
        PathPattern pattern = new PathPattern("/**a**a**a*a*a*a*b");

        assertTimeout(
                Duration.ofSeconds(60),
                () -> assertThat(pattern.matches("/" + "a".repeat(1_000))).isFalse());
        assertThat(new PathPattern("/**").matches("/" + "a".repeat(2_000))).isFalse();
    }
}
